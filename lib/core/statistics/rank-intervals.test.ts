import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeRankIntervals } from './rank-intervals';

const score = fc.oneof(fc.constantFrom(null, Number.NaN, Infinity), fc.integer({ min: 0, max: 9 }));
/** Draws scores and a symmetric table of p-values, many of them tiny. */
const rounds = fc.integer({ min: 0, max: 9 }).chain((m) =>
  fc.record({
    scores: fc.array(score, { minLength: m, maxLength: m }),
    table: fc.array(fc.constantFrom(0, 1e-6, 1e-3, 0.01, 0.04, 0.3, 1), {
      minLength: m * m,
      maxLength: m * m,
    }),
    direction: fc.constantFrom('higher' as const, 'lower' as const),
    order: fc.shuffledSubarray(
      Array.from({ length: m }, (_, i) => i),
      { minLength: m, maxLength: m },
    ),
  }),
);
const pOf = (table: readonly number[], m: number) => (i: number, j: number) =>
  table[Math.min(i, j) * m + Math.max(i, j)]!;

describe('rank intervals', () => {
  it('count the models that are significantly better and worse by Holm over all pairs, and tie models with the leader that aren’t significantly worse', () => {
    const p = [
      [1, 0.03, 0.001, 0],
      [0.03, 1, 0.02, 0],
      [0.001, 0.02, 1, 0.02],
      [0, 0, 0.02, 1],
    ];
    const intervals = computeRankIntervals({
      scores: [0.9, 0.88, 0.8, 0.7],
      direction: 'higher',
      computePairP: (i, j) => p[i]![j]!,
    });
    expect(intervals).toEqual([
      { rank: 1, lower: 1, upper: 2, isTiedWithLeader: true },
      { rank: 2, lower: 1, upper: 3, isTiedWithLeader: true },
      { rank: 3, lower: 2, upper: 4, isTiedWithLeader: false },
      { rank: 4, lower: 3, upper: 4, isTiedWithLeader: false },
    ]);
  });

  it('contain the rank, stay within 1 … m, and are null exactly for models that can’t rank', () => {
    fc.assert(
      fc.property(rounds, ({ scores, table, direction }) => {
        const m = scores.filter((value) => value !== null && Number.isFinite(value)).length;
        const intervals = computeRankIntervals({
          scores,
          direction,
          computePairP: pOf(table, scores.length),
        });
        intervals.forEach((interval, i) => {
          const value = scores[i]!;
          if (interval === null) {
            expect(value === null || !Number.isFinite(value)).toBe(true);
            return;
          }
          expect(Number.isFinite(value)).toBe(true);
          expect(interval.lower).toBeGreaterThanOrEqual(1);
          expect(interval.lower).toBeLessThanOrEqual(interval.rank);
          expect(interval.upper).toBeGreaterThanOrEqual(interval.rank);
          expect(interval.upper).toBeLessThanOrEqual(m);
          expect(interval.isTiedWithLeader).toBe(interval.lower === 1);
          if (interval.rank === 1) expect(interval.lower).toBe(1);
        });
      }),
    );
  });

  it('don’t depend on the order of the models', () => {
    fc.assert(
      fc.property(rounds, ({ scores, table, direction, order }) => {
        const m = scores.length;
        const intervals = computeRankIntervals({ scores, direction, computePairP: pOf(table, m) });
        const shuffled = computeRankIntervals({
          scores: order.map((i) => scores[i]!),
          direction,
          computePairP: (a, b) => pOf(table, m)(order[a]!, order[b]!),
        });
        expect(shuffled).toEqual(order.map((i) => intervals[i]));
      }),
    );
  });

  it('don’t change for ranked models when models that can’t rank are added, and require no test of these', () => {
    const computePairP = (i: number, j: number) => {
      expect([i, j]).not.toContain(1);
      return 0.001;
    };
    const intervals = computeRankIntervals({ scores: [0.9, null, 0.5], direction: 'lower', computePairP });
    expect(intervals).toEqual([
      { rank: 2, lower: 2, upper: 2, isTiedWithLeader: false },
      null,
      { rank: 1, lower: 1, upper: 1, isTiedWithLeader: true },
    ]);
  });

  it('give equal scores the same rank without testing them against each other', () => {
    const intervals = computeRankIntervals({
      scores: [0.9, 0.9, 0.1],
      direction: 'higher',
      computePairP: () => 0,
    });
    expect(intervals).toEqual([
      { rank: 1, lower: 1, upper: 2, isTiedWithLeader: true },
      { rank: 1, lower: 1, upper: 2, isTiedWithLeader: true },
      { rank: 3, lower: 3, upper: 3, isTiedWithLeader: false },
    ]);
  });
});
