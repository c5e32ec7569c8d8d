import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeExactMcNemarP } from '../statistics/mcnemar';
import checkValues from '../statistics/testing/check-values.json';
import {
  findSmallestSignificantDifference,
  levelOfRanking,
  planRanking,
  type RankingToPlan,
} from './plan-ranking';

const plan = (round: Partial<RankingToPlan> = {}) =>
  planRanking({
    metric: 'accuracy',
    finalCount: 1000,
    shares: [0.5, 0.5],
    modelCount: 10,
    discordantShare: 0.1,
    lastPairs: null,
    ...round,
  });

const lastPairs = { round: 3, itemCount: 500, standardErrors: [0.03, 0.01, 0.02] };

describe('planRanking', () => {
  it('plans 2.2 points for one pair and 3.4 points for each pair of ten models, like the specification', () => {
    expect(plan()).toMatchObject({
      kind: 'shares',
      alone: { smallest: expect.closeTo(0.022, 10) },
      ranking: { smallest: expect.closeTo(0.034, 10) },
    });
    // 200 items of which the models differ on 10 %: 5 points.
    expect(plan({ finalCount: 200 })).toMatchObject({ alone: { smallest: expect.closeTo(0.05, 10) } });
  });

  it('counts only items of the positive class for recall', () => {
    expect(plan({ metric: 'recall', shares: [0.8, 0.2] })).toMatchObject({
      ofPositives: true,
      itemCount: 200,
    });
  });

  it('plans null if two models differ on too few items', () => {
    expect(plan({ discordantShare: 0.001 })).toMatchObject({ alone: null, ranking: null });
  });

  it('scales the last round’s median standard error of a pair by the root of the number of items, for other metrics', () => {
    const halved = plan({ metric: 'macro_f1', lastPairs });
    if (halved.kind !== 'last-round') throw new Error(halved.kind);
    const error = 0.02 / Math.SQRT2;
    expect(halved.alone.smallest).toBeCloseTo(1.959964 * error, 7);
    expect(halved.alone.foundIn80Percent).toBeCloseTo((1.959964 + 0.841621) * error, 7);
    // Quantile of the two-sided level .05/45, by scipy.
    expect(halved.ranking.smallest).toBeCloseTo(3.260767 * error, 6);
    expect(plan({ metric: 'macro_f1', finalCount: 500, lastPairs })).toMatchObject({
      alone: { smallest: expect.closeTo(1.959964 * 0.02, 7) },
    });
  });

  it('plans no difference for other metrics before the first ranking', () => {
    expect(plan({ metric: 'mae' })).toEqual({ kind: 'after-first-round' });
    expect(plan({ metric: 'mae', lastPairs: { ...lastPairs, standardErrors: [] } })).toEqual({
      kind: 'after-first-round',
    });
  });
});

describe('smallest significant difference', () => {
  it.each(checkValues.planner)(
    'agrees with scipy for $n items, a share of $share and a level of $alpha',
    ({ n, share, alpha, discordant, wins, points, points_80_percent }) => {
      const found = findSmallestSignificantDifference({
        itemCount: n,
        discordantShare: share,
        level: alpha,
      })!;
      expect(found).toMatchObject({ discordantCount: discordant, winsNeeded: wins });
      expect(100 * found.smallest).toBeCloseTo(points, 10);
      // The check values are rounded up to multiples of .1 points.
      expect(Math.ceil(1000 * found.foundIn80Percent) / 10).toBeCloseTo(points_80_percent, 10);
    },
  );

  it('divides the level by the number of pairs of a ranking', () => {
    expect(levelOfRanking(10)).toBeCloseTo(0.05 / 45, 15);
    expect(levelOfRanking(2)).toBe(0.05);
    expect(levelOfRanking(1)).toBe(0.05);
  });

  it('returns null if even winning all discordant items isn’t significant', () => {
    expect(
      findSmallestSignificantDifference({ itemCount: 50, discordantShare: 0.1, level: 0.05 }),
    ).toBeNull();
    expect(findSmallestSignificantDifference({ itemCount: 0, discordantShare: 0.1, level: 0.05 })).toBeNull();
    expect(findSmallestSignificantDifference({ itemCount: 50, discordantShare: 0, level: 0.05 })).toBeNull();
  });

  it('causes an error for a fractional number of items or a share outside 0 to 1', () => {
    for (const round of [
      { itemCount: 1.5, discordantShare: 0.1 },
      { itemCount: 10, discordantShare: 1.1 },
      { itemCount: -1, discordantShare: 0.1 },
    ])
      expect(() => findSmallestSignificantDifference({ ...round, level: 0.05 })).toThrow(RangeError);
  });

  it('agrees with the pair test of the ranking, where one win less is not significant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 5000 }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom(0.05, 0.05 / 45, 0.05 / 435),
        (itemCount, percent, level) => {
          const found = findSmallestSignificantDifference({
            itemCount,
            discordantShare: percent / 100,
            level,
          });
          if (!found) return;
          const { discordantCount: d, winsNeeded: w, smallest, foundIn80Percent } = found;
          expect(computeExactMcNemarP(w, d - w)).toBeLessThanOrEqual(level);
          if (w - 1 > d / 2) expect(computeExactMcNemarP(w - 1, d - w + 1)).toBeGreaterThan(level);
          expect(smallest).toBeLessThanOrEqual(d / itemCount);
          expect(foundIn80Percent).toBeGreaterThan(0);
          expect(foundIn80Percent).toBeLessThanOrEqual(d / itemCount);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});
