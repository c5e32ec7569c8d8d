import { describe, expect, it } from 'vitest';
import * as format from './format-instant';

const instant = new Date('2026-12-31T23:51:09.500Z');

describe('an instant', () => {
  it('can be written in ISO 8601 with its minute, hour or day in UTC', () => {
    expect(format.formatIsoMinute(instant)).toBe('2026-12-31 23:51 UTC');
    expect(format.formatIsoDay(instant)).toBe('2026-12-31');
    expect(format.formatIsoHour(instant)).toBe('2026-12-31, 23:00–24:00 UTC');
  });

  it.each([
    [60, '2027-01-01 00:51 +01:00', 'Fri 1 Jan, 00:51'],
    [-210, '2026-12-31 20:21 \u221203:30', 'Thu 31 Dec, 20:21'],
    [345, '2027-01-01 05:36 +05:45', 'Fri 1 Jan, 05:36'],
  ])('has the local day and time %d minutes ahead of UTC', (offsetMinutes, iso, words) => {
    expect(format.formatIsoAtOffset(instant, offsetMinutes)).toBe(iso);
    expect(format.formatAtOffset(instant, offsetMinutes)).toBe(words);
  });

  const [day, year] = ['numeric', 'numeric'] as const;
  it.each([
    ['short day', format.formatShortDay, { day, month: 'short' }],
    ['day', format.formatDay, { day, month: 'short', year }],
    ['long day', format.formatLongDay, { day, month: 'long', year }],
    ['weekday', format.formatWeekday, { weekday: 'short', day, month: 'long', year }],
    ['time', format.formatTime, { hour: '2-digit', minute: '2-digit' }],
    [
      'day and time at an offset',
      (at: Date) => format.formatAtOffset(at, 0),
      { weekday: 'short', day, month: 'short', hour: '2-digit', minute: '2-digit' },
    ],
  ] as const)(
    'has the %s of the locale en-GB, without the comma after the weekday',
    (_, formatted, options) => {
      const intl = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
      for (let i = 0; i < 800; i += 1) {
        const at = new Date(Date.UTC(2026, 0, 1 + i, i % 24, i % 60));
        expect(formatted(at)).toBe(intl.format(at).replace(/^(\w{3}),/, '$1'));
      }
    },
  );
});
