import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankScores } from './rank-intervals';

const score = fc.oneof(
  fc.constant(null),
  fc.constant(Number.NaN),
  fc.constant(Number.POSITIVE_INFINITY),
  fc.integer({ min: -5, max: 5 }).map((i) => i / 4),
);

describe('rankScores', () => {
  it('gives equal scores the same rank and skips the ranks that follow', () => {
    expect(rankScores([0.7, 0.9, 0.7, 0.1], 'higher')).toEqual([2, 1, 2, 4]);
    expect(rankScores([0.7, 0.9, 0.7, 0.1], 'lower')).toEqual([2, 4, 2, 1]);
  });

  it('never ranks null, NaN or infinity, in either direction (Codabench 1284)', () => {
    expect(
      rankScores([null, 0.1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], 'higher'),
    ).toEqual([null, 1, null, null, null]);
    expect(rankScores([null, 0.1, Number.NaN, Number.NEGATIVE_INFINITY], 'lower')).toEqual([
      null,
      1,
      null,
      null,
    ]);
  });

  it('treats zero and minus zero as equal', () => {
    expect(rankScores([0, -0], 'higher')).toEqual([1, 1]);
  });

  it('equals one plus the number of strictly better scores, for any order of the input', () => {
    fc.assert(
      fc.property(
        fc.array(score, { maxLength: 30 }),
        fc.constantFrom('higher' as const, 'lower' as const),
        (scores, direction) => {
          const ranks = rankScores(scores, direction);
          scores.forEach((mine, i) => {
            if (mine === null || !Number.isFinite(mine)) {
              expect(ranks[i]).toBeNull();
              return;
            }
            const better = scores.filter(
              (other) =>
                other !== null &&
                Number.isFinite(other) &&
                (direction === 'higher' ? other > mine : other < mine),
            );
            expect(ranks[i]).toBe(1 + better.length);
          });
        },
      ),
    );
  });
});
