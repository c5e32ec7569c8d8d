import { describe, expect, it } from 'vitest';
import { classesAlike, findClassShares, findRarestShare } from './typical-set';

describe('expected shares of classes', () => {
  it('rounds shares to whole per cents of at least 1 % that sum to 1, the rarer of two classes last', () => {
    expect(findClassShares([7, 93])).toEqual([0.93, 0.07]);
    expect(findClassShares([60, 40, 0])).toEqual([60, 40, 1].map((percent) => percent / 101));
    expect(findClassShares([33, 33, 33])).toEqual(classesAlike(3));
  });

  it('lists no shares for fewer than two classes', () => {
    expect(findClassShares([])).toEqual([]);
    expect(findClassShares([100])).toEqual([]);
  });

  it('have as rarest share at most a half', () => {
    expect(findRarestShare([0.93, 0.07])).toBe(0.07);
    expect(findRarestShare([0.5, 0.3, 0.2])).toBe(0.2);
    expect(findRarestShare([])).toBe(0.5);
  });
});
