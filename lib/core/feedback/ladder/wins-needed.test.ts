import { describe, expect, it } from 'vitest';
import { computeOneSidedMcNemarP } from '../../statistics/mcnemar';
import { computeTestLevel, findWinsNeeded } from './wins-needed';

describe('findWinsNeeded', () => {
  it('returns the specification’s numbers for 60 discordant items, at the level of each test of a group', () => {
    for (const [r, wins] of [
      [1, 39],
      [2, 40],
      [3, 41],
      [4, 42],
      [6, 43],
      [10, 44],
      [20, 45],
      [27, 46],
      [30, 46],
    ] as const)
      expect(findWinsNeeded(60, computeTestLevel(r - 1)), `r = ${r}`).toBe(wins);
  });

  it('returns the smallest significant number of wins for any number of discordant items', () => {
    for (const level of [0.025, 0.0025, 0.0000538])
      for (let count = 1; count <= 120; count++) {
        const wins = findWinsNeeded(count, level);
        const p = (won: number) => computeOneSidedMcNemarP(won, count - won);
        if (wins === null) expect(p(count)).toBeGreaterThanOrEqual(level);
        else {
          expect(p(wins)).toBeLessThan(level);
          expect(p(wins - 1)).toBeGreaterThanOrEqual(level);
        }
      }
  });

  it('returns null if even winning all items isn’t significant', () => {
    expect(findWinsNeeded(0, 0.025)).toBeNull();
    expect(findWinsNeeded(5, 0.025)).toBeNull();
    expect(findWinsNeeded(6, 0.025)).toBe(6);
  });
});
