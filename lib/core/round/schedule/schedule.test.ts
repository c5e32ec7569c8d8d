import { expect, it } from 'vitest';
import { type Cadence, formatCadence } from './schedule';

it.each<[Cadence, string, string]>([
  [{ kind: 'none' }, 'UTC', 'no cadence'],
  [{ kind: 'monthly', day: 1, time: '09:00' }, 'Europe/Berlin', 'monthly, on day 1 at 09:00 Europe/Berlin'],
  [
    { kind: 'monthly', day: 31, time: '00:00' },
    'UTC',
    "monthly, on day 31 (or the month's last day) at 00:00 UTC",
  ],
  [{ kind: 'weekly', weekday: 7, time: '18:30' }, 'Asia/Kolkata', 'weekly, on Sunday at 18:30 Asia/Kolkata'],
  [
    { kind: 'days', every: 14, from: '2026-03-01', time: '00:00' },
    'UTC',
    'every 14 days from 2026-03-01 at 00:00 UTC',
  ],
  [
    { kind: 'days', every: 1, from: '2026-03-01', time: '00:00' },
    'UTC',
    'every day from 2026-03-01 at 00:00 UTC',
  ],
  [{ kind: 'dates', dates: ['2026-03-01T09:00'] }, 'UTC', 'on one date, 2026-03-01 at 09:00 UTC'],
  [
    { kind: 'dates', dates: ['2026-03-01T09:00', '2026-05-01T09:00', '2026-06-01T10:00'] },
    'UTC',
    'on 3 dates, the first 2026-03-01 at 09:00, the last 2026-06-01 at 10:00 UTC',
  ],
])('says %j in %s as %j', (cadence, timeZone, words) => {
  expect(formatCadence({ cadence, timeZone })).toBe(words);
});
