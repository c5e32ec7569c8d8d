import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Schedule } from '@/lib/core/round/schedule/schedule';
import { scheduleSchema, toSchedule, viewOfSchedule } from './schedule';

const parse = (cadence: unknown, timeZone = 'Europe/Berlin') =>
  scheduleSchema.safeParse({ cadence, time_zone: timeZone });
const faults = (cadence: unknown, timeZone?: string) =>
  parse(cadence, timeZone).error?.issues.map((issue) => issue.path.join('.'));

const cadences: Schedule['cadence'][] = [
  { kind: 'none' },
  { kind: 'monthly', day: 31, time: '09:00' },
  { kind: 'weekly', weekday: 7, time: '23:59' },
  { kind: 'days', every: 14, from: '2024-02-29', time: '00:00' },
  { kind: 'dates', dates: ['2026-03-01T09:00', '2026-04-01T09:00'] },
];

describe('gap of a schedule', () => {
  const faultsOf = (cadence: unknown, gap_hours: unknown) =>
    scheduleSchema
      .safeParse({ cadence, time_zone: 'Europe/Berlin', gap_hours })
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

  it('returns the gap as it was saved, and 0 hours where none is given', () => {
    const schedule: Schedule = { cadence: cadences[1]!, timeZone: 'UTC', gapHours: 72 };
    expect(viewOfSchedule(schedule)).toMatchObject({ gap_hours: 72 });
    expect(toSchedule(scheduleSchema.parse(viewOfSchedule(schedule)))).toEqual(schedule);
    expect(scheduleSchema.parse({ cadence: { kind: 'none' }, time_zone: 'UTC' })).toMatchObject({
      gap_hours: 0,
    });
  });

  it.each([
    [{ kind: 'monthly', day: 31, time: '09:00' }, 28 * 24 - 1],
    // The week in which clocks are set forward is an hour shorter.
    [{ kind: 'weekly', weekday: 1, time: '09:00' }, 7 * 24 - 2],
    [{ kind: 'days', every: 1, from: '2026-01-01', time: '09:00' }, 22],
    [{ kind: 'dates', dates: ['2026-01-01T09:00', '2026-01-02T09:00', '2026-03-01T09:00'] }, 23],
  ])('leaves at least an hour between the closest rotations of %j', (cadence, hours) => {
    expect(faultsOf(cadence, hours)).toBeUndefined();
    expect(faultsOf(cadence, hours + 1)).toEqual([
      expect.stringContaining('gap_hours: leave each round an hour'),
    ]);
  });

  it.each([
    [{ kind: 'days', every: 0, from: '2026-01-01', time: '09:00' }, 'Europe/Berlin'],
    [{ kind: 'days', every: '', from: '2026-01-01', time: '09:00' }, 'Europe/Berlin'],
    [{ kind: 'days', every: -7, from: '2026-01-01', time: '09:00' }, 'Europe/Berlin'],
    [{ kind: 'days', every: 7, from: '2026-02-31', time: '09:00' }, 'Europe/Berlin'],
    [{ kind: 'monthly', day: 0, time: '09:00' }, 'Europe/Berlin'],
    [{ kind: 'monthly', day: 1, time: '99:99' }, 'Europe/Berlin'],
    [{ kind: 'monthly', day: 1, time: '09:00' }, 'Eur'],
    [{ kind: 'dates', dates: ['2026-02-31T09:00', '2026-03-31T09:00'] }, 'UTC'],
  ])(
    'isn’t compared with rotations if the cadence %j or the time zone %s is faulty',
    (cadence, time_zone) => {
      const parsed = scheduleSchema.safeParse({ cadence, time_zone, gap_hours: 5 });
      expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([
        time_zone === 'Eur' ? 'time_zone' : 'cadence',
      ]);
    },
  );

  it('requires rotations, and is a whole number of hours up to a month', () => {
    const oneDate = { kind: 'dates', dates: ['2026-01-01T09:00'] };
    for (const cadence of [{ kind: 'none' }, oneDate])
      expect(faultsOf(cadence, 1)).toEqual(['gap_hours: only rotations of a schedule can have a gap: use 0']);
    for (const hours of [-1, 0.5, 745, 'x'])
      expect(faultsOf({ kind: 'monthly', day: 1, time: '09:00' }, hours)?.length).toBe(1);
  });
});

describe('scheduleSchema', () => {
  it.each(cadences)('accepts a schedule that it returned: %j', (cadence) => {
    const schedule: Schedule = { cadence, timeZone: 'America/New_York' };
    const text = JSON.stringify(viewOfSchedule(schedule));
    expect(toSchedule(scheduleSchema.parse(JSON.parse(text)))).toEqual(schedule);
  });

  it.each(['UTC', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe', 'US/Pacific'])(
    'accepts the time zone %s',
    (zone) => {
      expect(parse({ kind: 'none' }, zone).success).toBe(true);
    },
  );

  it.each(['', 'Mars/Olympus', '+02:00', 'UTC+1', 'PST', 'Europe/Berlin ', 'local'])(
    'refuses %j, which is no IANA time zone, and names valid ones',
    (zone) => {
      expect(parse({ kind: 'none' }, zone).error?.issues).toMatchObject([
        { path: ['time_zone'], message: expect.stringContaining('IANA') },
      ]);
    },
  );

  it.each([
    [{ kind: 'hourly' }, 'cadence.kind'],
    [{ kind: 'monthly', day: 0, time: '09:00' }, 'cadence.day'],
    [{ kind: 'monthly', day: 32, time: '09:00' }, 'cadence.day'],
    [{ kind: 'monthly', day: 1.5, time: '09:00' }, 'cadence.day'],
    [{ kind: 'monthly', day: 1 }, 'cadence.time'],
    [{ kind: 'monthly', day: 1, time: '24:00' }, 'cadence.time'],
    [{ kind: 'monthly', day: 1, time: '9:00' }, 'cadence.time'],
    [{ kind: 'weekly', weekday: 8, time: '09:00' }, 'cadence.weekday'],
    [{ kind: 'days', every: 367, from: '2026-01-01', time: '09:00' }, 'cadence.every'],
    [{ kind: 'days', every: 0, from: '2026-01-01', time: '09:00' }, 'cadence.every'],
    [{ kind: 'days', every: 1, from: '2026-02-29', time: '09:00' }, 'cadence.from'],
    [{ kind: 'days', every: 1, from: '2026-01-01T00:00Z', time: '09:00' }, 'cadence.from'],
    [{ kind: 'dates', dates: [] }, 'cadence.dates'],
    [{ kind: 'dates', dates: ['2026-02-29T09:00'] }, 'cadence.dates.0'],
    [{ kind: 'dates', dates: ['2026-02-28T09:00Z'] }, 'cadence.dates.0'],
    [{ kind: 'dates', dates: ['2026-02-28T09:00:30'] }, 'cadence.dates.0'],
    [{ kind: 'dates', dates: ['2026-03-01T09:00', '2026-03-01T09:00'] }, 'cadence.dates.1'],
    [{ kind: 'dates', dates: ['2026-03-01T09:00', '2026-02-01T09:00'] }, 'cadence.dates.1'],
  ])('refuses %j at %s', (cadence, path) => {
    expect(faults(cadence)).toEqual([path]);
  });

  it('accepts 200 dates and refuses 201', () => {
    const dates = (count: number) => Array.from({ length: count }, (_, year) => `${2000 + year}-01-01T00:00`);
    expect(parse({ kind: 'dates', dates: dates(200) }).success).toBe(true);
    expect(faults({ kind: 'dates', dates: dates(201) })).toEqual(['cadence.dates']);
  });

  it('exports a JSON Schema for clients', () => {
    expect(() => z.toJSONSchema(scheduleSchema, { io: 'input' })).not.toThrow();
  });
});
