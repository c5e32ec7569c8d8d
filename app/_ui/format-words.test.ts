import { describe, expect, it } from 'vitest';
import { formatDayInWords, formatTime, formatWordsAtOffset } from './format-words';

const instant = new Date('2026-12-31T23:51:09.500Z');

describe('an instant in words', () => {
  it('is told in UTC', () => {
    expect(formatDayInWords(instant)).toBe('Thu 31 December 2026');
    expect(formatTime(instant)).toBe('23:51');
  });

  it('is told on other clocks, on the day that it is there', () => {
    expect(formatWordsAtOffset(instant, 60)).toBe('Fri 1 Jan, 00:51');
    expect(formatWordsAtOffset(instant, -210)).toBe('Thu 31 Dec, 20:21');
    expect(formatWordsAtOffset(instant, 345)).toBe('Fri 1 Jan, 05:36');
  });

  it.each([
    ['long', formatDayInWords],
    ['short', (at: Date) => formatWordsAtOffset(at, 0)],
  ] as const)('has every day and %s month as Intl has it', (month, format) => {
    const intl = new Intl.DateTimeFormat('en-GB', {
      ...{ weekday: 'short', day: 'numeric', month, timeZone: 'UTC' },
    });
    for (let day = 0; day < 800; day += 1) {
      const at = new Date(Date.UTC(2026, 0, 1 + day));
      const split = Object.fromEntries(intl.formatToParts(at).map(({ type, value }) => [type, value]));
      expect(format(at).split(/[ ,]+/).slice(0, 3)).toEqual([split.weekday, split.day, split.month]);
    }
  });
});
