import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import { drawNormal } from '../statistics/normal-distribution';
import { createRng } from '../statistics/rng';
import { rankVersionHistories, type VersionHistoryScore } from './rank-version-histories';

const at = (
  round: number,
  score: number | null,
  {
    wasFrozenBefore = true,
    standardError = 0.01,
  }: { wasFrozenBefore?: boolean; standardError?: number } = {},
): VersionHistoryScore => ({
  round,
  adjusted: score === null ? null : { score, standardError, degreesOfFreedom: 7 },
  wasFrozenBefore,
});

const overRounds = (roundCount: number) => ({ roundCount, direction: 'higher' }) as const;

describe('rankVersionHistories', () => {
  it('ranks version histories by the mean score over the last rounds in which the version was frozen before the opening', () => {
    const ranks = rankVersionHistories(
      [
        { id: 'steady', scores: [at(4, 0.84), at(3, 0.82), at(2, 0.8), at(1, 0.1)] },
        {
          id: 'tuned',
          scores: [at(4, 0.99, { wasFrozenBefore: false }), at(3, 0.7), at(2, 0.7), at(1, 0.7)],
        },
      ],
      overRounds(3),
    );
    expect(ranks.map(({ id, rank, rounds }) => [id, rank, rounds])).toEqual([
      ['steady', 1, [4, 3, 2]],
      ['tuned', 2, [3, 2, 1]],
    ]);
    expect(ranks[0]!.score).toBeCloseTo(0.82, 14);
    // Rounds may be dependent, so averaging doesn't reduce the standard error.
    expect(ranks[0]!.standardError).toBeCloseTo(0.01, 14);
  });

  it('ranks the version history with the lower mean loss first', () => {
    const ranks = rankVersionHistories(
      [
        { id: 'high', scores: [at(1, 9)] },
        { id: 'low', scores: [at(1, 4)] },
      ],
      { roundCount: 1, direction: 'lower' },
    );
    expect(ranks.map(({ id }) => id)).toEqual(['low', 'high']);
  });

  it('gives no rank to a version history with too few rounds, and ignores rounds without a score', () => {
    const ranks = rankVersionHistories(
      [
        { id: 'lucky', scores: [at(3, 0.99)] },
        { id: 'none', scores: [at(2, null)] },
        { id: 'steady', scores: [at(3, 0.8), at(2, 0.8)] },
      ],
      overRounds(2),
    );
    expect(ranks.map(({ id, rank, rankUpper, score }) => [id, rank, rankUpper, score])).toEqual([
      ['steady', 1, 1, 0.8],
      ['lucky', null, null, 0.99],
      ['none', null, null, null],
    ]);
  });

  it('gives equal means the same rank', () => {
    const ranks = rankVersionHistories(
      ['a', 'b', 'c'].map((id, k) => ({ id, scores: [at(1, k < 2 ? 0.9 : 0.8)] })),
      overRounds(1),
    );
    expect(ranks.map(({ rank }) => rank)).toEqual([1, 1, 3]);
    expect(() => rankVersionHistories([], overRounds(0))).toThrow(RangeError);
  });

  it('separates two rank ranges only if the difference is significant with the correction for all pairs', () => {
    const ranks = rankVersionHistories(
      ['a', 'b', 'c'].map((id, k) => ({ id, scores: [at(1, [0.9, 0.89, 0.7][k]!)] })),
      overRounds(1),
    );
    expect(ranks.map(({ rankLower, rankUpper }) => [rankLower, rankUpper])).toEqual([
      [1, 2],
      [1, 2],
      [3, 3],
    ]);
  });

  it('gives ten equal models the complete rank range in at least 95 of 100 draws', () => {
    const draws = repetitions(300, 3000);
    let whole = 0;
    for (let draw = 0; draw < draws; draw++) {
      const rng = createRng(`equal versionHistories ${draw}`);
      const versionHistories = Array.from({ length: 10 }, (_, i) => {
        // Each model's own deviation, the same in all rounds, so that the errors of its rounds are dependent.
        const own = 0.007 * drawNormal(rng);
        const scores = [1, 2, 3].map((round) => at(round, 0.8 + own + 0.007 * drawNormal(rng)));
        return { id: `m${i}`, scores };
      });
      const ranks = rankVersionHistories(versionHistories, overRounds(3));
      if (ranks.every(({ rankLower, rankUpper }) => rankLower === 1 && rankUpper === 10)) whole++;
    }
    expect(whole / draws).toBeGreaterThanOrEqual(0.95);
  });
});
