import { describe, expect, it } from 'vitest';
import { computeExpectedMaximum } from '../statistics/expected-maximum';
import { computeAnnouncementCharge } from './announcement-charge';

describe('the charge of an announcement', () => {
  it('is 1 for a first answer, and 3.72, 6.27, 6.55, 9.88 and 16.5 after 10, 27, 30, 100 and 1,000', () => {
    const at = (s: number, digits: number) => Number(computeAnnouncementCharge(s).toFixed(digits));
    expect(at(1, 6)).toBe(1);
    expect([10, 27, 30, 100].map((s) => at(s, 2))).toEqual([3.72, 6.27, 6.55, 9.88]);
    expect(at(1000, 1)).toBe(16.5);
    expect(computeExpectedMaximum(27).toFixed(1)).toBe('2.0');
  });

  it('is at least 2.5 from the second answer on, and never falls', () => {
    expect([2, 3, 4, 5].map(computeAnnouncementCharge)).toEqual([2.5, 2.5, 2.5, 2.5]);
    for (let s = 1; s < 400; s++)
      expect(computeAnnouncementCharge(s + 1)).toBeGreaterThanOrEqual(computeAnnouncementCharge(s));
  });

  it('refuses what no number of answers is', () => {
    for (const s of [0, -1, 1.5, Number.NaN]) expect(() => computeAnnouncementCharge(s)).toThrow(RangeError);
  });
});
