import { describe, expect, it } from 'vitest';
import { type LineageScore, rankLineages } from './rank-lineages';

const at = (round: number, score: number | null, overrides: Partial<LineageScore> = {}): LineageScore => ({
  round,
  score,
  standardError: 0.01,
  wasFrozenBefore: true,
  ...overrides,
});

describe('rolling rank', () => {
  it('is by the mean over the last rounds in which the version was frozen before the opening', () => {
    const ranks = rankLineages(
      [
        { id: 'steady', scores: [at(1, 0.1), at(2, 0.8), at(3, 0.82), at(4, 0.84)] },
        {
          id: 'tuned',
          scores: [at(1, 0.7), at(2, 0.7), at(3, 0.7), at(4, 0.99, { wasFrozenBefore: false })],
        },
      ],
      3,
    );
    expect(ranks.map(({ id, rank, rounds }) => [id, rank, rounds])).toEqual([
      ['steady', 1, [4, 3, 2]],
      ['tuned', 2, [3, 2, 1]],
    ]);
    expect(ranks[0]!.score).toBeCloseTo(0.82, 14);
    expect(ranks[0]!.standardError).toBeCloseTo(0.01 / Math.sqrt(3), 14);
  });

  it('needs all its rounds: one lucky round does not lead, and no score never counts', () => {
    const ranks = rankLineages(
      [
        { id: 'lucky', scores: [at(3, 0.99)] },
        { id: 'none', scores: [at(2, null), at(3, Number.NaN)] },
        { id: 'steady', scores: [at(2, 0.8), at(3, 0.8)] },
      ],
      2,
    );
    expect(ranks.map(({ id, rank, score }) => [id, rank, score])).toEqual([
      ['steady', 1, 0.8],
      ['lucky', null, 0.99],
      ['none', null, null],
    ]);
  });

  it('is shared by equals', () => {
    const ranks = rankLineages(
      ['a', 'b', 'c'].map((id, k) => ({ id, scores: [at(1, k < 2 ? 0.9 : 0.8)] })),
      1,
    );
    expect(ranks.map(({ rank }) => rank)).toEqual([1, 1, 3]);
    expect(() => rankLineages([], 0)).toThrow(RangeError);
  });
});
