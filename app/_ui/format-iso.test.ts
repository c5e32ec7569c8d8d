import { describe, expect, it } from 'vitest';
import { formatIsoAtOffset, formatIsoDay, formatIsoHour, formatIsoMinute } from './format-iso';

const instant = new Date('2026-12-31T23:51:09.500Z');

describe('an instant in ISO', () => {
  it('is told to the minute, the hour or the day, with its zone', () => {
    expect(formatIsoMinute(instant)).toBe('2026-12-31 23:51 UTC');
    expect(formatIsoDay(instant)).toBe('2026-12-31');
    expect(formatIsoHour(instant)).toBe('2026-12-31, 23:00–24:00 UTC');
  });

  it('is told on other clocks with their offset, on the day that it is there', () => {
    expect(formatIsoAtOffset(instant, 60)).toBe('2027-01-01 00:51 +01:00');
    expect(formatIsoAtOffset(instant, -210)).toBe('2026-12-31 20:21 \u221203:30');
    expect(formatIsoAtOffset(instant, 345)).toBe('2027-01-01 05:36 +05:45');
  });
});
