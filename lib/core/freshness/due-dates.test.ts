import { describe, expect, it } from 'vitest';
import type { Cadence } from '../round/schedule/schedule';
import { computeDueDates } from './due-dates';

const dueOf = (cadence: Cadence, closesAt: string) => {
  const { dueAt, staleAt } = computeDueDates({ cadence, timeZone: 'UTC' }, new Date(closesAt));
  return [dueAt, staleAt].map((instant) => instant.toISOString().slice(0, 16));
};
const monthly: Cadence = { kind: 'monthly', day: 1, time: '09:00' };

describe('due dates', () => {
  it('equal the next close of the schedule, and one period after that close', () => {
    expect(dueOf(monthly, '2026-03-01T09:00Z')).toEqual(['2026-04-01T09:00', '2026-05-01T09:00']);
    expect(dueOf({ kind: 'weekly', weekday: 1, time: '09:00' }, '2026-03-02T09:00Z')).toEqual([
      '2026-03-09T09:00',
      '2026-03-16T09:00',
    ]);
  });

  it('follow the schedule even for a round that was opened by hand and closes between two dates of the schedule', () => {
    expect(dueOf(monthly, '2026-03-31T09:00Z')).toEqual(['2026-04-01T09:00', '2026-05-01T09:00']);
  });

  it('equal 90 and 365 days after the announced close without a schedule, and after the last date of a list of fixed dates', () => {
    const without = ['2026-05-30T09:00', '2027-03-01T09:00'];
    expect(dueOf({ kind: 'none' }, '2026-03-01T09:00Z')).toEqual(without);
    expect(dueOf({ kind: 'dates', dates: ['2026-03-01T09:00'] }, '2026-03-01T09:00Z')).toEqual(without);
  });

  it('puts the due date at most 365 days after the announced close, and the stale date 90 days later', () => {
    expect(dueOf({ kind: 'dates', dates: ['2030-03-01T09:00'] }, '2026-03-01T09:00Z')).toEqual([
      '2027-03-01T09:00',
      '2027-05-30T09:00',
    ]);
  });
});
