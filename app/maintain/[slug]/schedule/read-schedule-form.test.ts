import { describe, expect, it } from 'vitest';
import { newScheduleSchema } from '@/lib/contracts/schedule';
import { formValuesOf, readScheduleForm } from './read-schedule-form';

describe('the schedule form', () => {
  it.each([
    { kind: 'none' },
    { kind: 'monthly', day: 31, time: '09:30' },
    { kind: 'weekly', weekday: 5, time: '00:00' },
    { kind: 'days', every: 10, from: '2026-03-01', time: '23:59' },
    { kind: 'dates', dates: ['2026-03-01T10:00', '2026-04-01T10:00'] },
  ] as const)('returns the saved cadence unchanged: $kind', (cadence) => {
    const schedule = { cadence, time_zone: 'Europe/Berlin', gap_hours: cadence.kind === 'none' ? 0 : 48 };
    const values = formValuesOf(
      {
        ...schedule,
        cadence: cadence.kind === 'dates' ? { ...cadence, dates: [...cadence.dates] } : cadence,
      },
      3,
    );
    expect(newScheduleSchema.parse(readScheduleForm(values))).toEqual({ schedule, reveals_after_rounds: 3 });
  });

  it('reads one date per line, with a blank before the time, and skips empty lines', () => {
    const values = { kind: 'dates', dates: ' 2026-03-01 10:00\r\n\r\n2026-04-01T10:00 ', time_zone: 'UTC' };
    expect(readScheduleForm(values)).toEqual({
      schedule: {
        cadence: { kind: 'dates', dates: ['2026-03-01T10:00', '2026-04-01T10:00'] },
        time_zone: 'UTC',
        gap_hours: 0,
      },
      reveals_after_rounds: null,
    });
  });
});
