import { describe, expect, it } from 'vitest';
import { describeResult, describeTied, explainRankRange, listTied } from './describe-ranking';

const rows = (...tied: boolean[]) =>
  tied.map((isTied, i) => ({ model: `model ${i}`, tied_with_leader: isTied }));

describe('the tideline (the line below the last row that ties for first)', () => {
  it('follows the last row that ties for first', () => {
    expect(listTied(rows(true, true, false))).toEqual({ lastIndex: 1, count: 2, between: [] });
    expect(listTied(rows(true))).toEqual({ lastIndex: 0, count: 1, between: [] });
  });

  it('lists models above it that don’t tie: a model may differ significantly from the leader while a lower-ranked one doesn’t', () => {
    expect(listTied(rows(true, false, true))).toEqual({ lastIndex: 2, count: 2, between: ['model 1'] });
  });
});

const comparison = { test: 'mcnemar', level: 0.05, pair_count: 3 } as const;
/** @param tiedCount number of models at the top that tie for first @param uppers worst possible rank of each model */
const ranked = (tiedCount: number, ...uppers: number[]) =>
  uppers.map((rank_upper, i) => ({ model: `M${i}`, tied_with_leader: i < tiedCount, rank_upper }));

describe('the result of a ranking', () => {
  it.each([
    [ranked(0), 'No model is ranked.'],
    [ranked(1, 1), 'M0 is the only ranked model.'],
    [ranked(1, 1, 3, 3), 'M0 is first, significantly better than each of the 2 others.'],
    [
      ranked(1, 2, 3, 3),
      'M0 is first: it is significantly better than 1 of the 2 others, and no model is significantly better than it.',
    ],
    [
      ranked(2, 2, 3, 8, 8, 8, 8, 8, 8, 9, 10),
      'Two models tie for first. Each is significantly better than at least 7 of the 8 others.',
    ],
    [ranked(2, 2, 2, 3), 'Two models tie for first. Each is significantly better than the other model.'],
    [ranked(3, 3, 3, 3), 'Three models tie for first. No model is significantly better than another.'],
    [
      ranked(2, 2, 4, 4, 4),
      'Two models tie for first. They are significantly better than none to 2 of the 2 others.',
    ],
  ])('says for %j: “%s”', (entries, sentence) => {
    expect(describeResult(entries, comparison)).toBe(sentence);
  });

  it('claims no significance without paired tests', () => {
    expect(describeResult(ranked(1, 1, 2), null)).toContain('no difference is known to be significant');
  });
});

describe('the caption of the tideline (the line below the last row that ties for first)', () => {
  it('counts the models that tie for first, and names models between them that don’t', () => {
    const tied = listTied(rows(true, false, true));
    expect(describeTied(comparison, tied, 2)).toEqual({
      lead: 'Statistical tie for first.',
      rest: 'The two shaded models aren’t significantly different. Not among them: model 1.',
    });
  });

  it('counts the tied models that a filter hides', () => {
    expect(describeTied(comparison, listTied(rows(true, true)), 5).rest).toBe(
      'These 5 models aren’t significantly different. 3 of them are not shown here.',
    );
  });
});

describe('the explanation of a rank range', () => {
  const ranges = (...places: [number, number][]) =>
    places.map(([rank_lower, rank_upper]) => ({ rank_lower, rank_upper }));

  it.each([
    [
      ranges([1, 2], [1, 2], [3, 4], [3, 4], [5, 5]),
      'For example, rank 3–4 of 5 means: 2 models are significantly better, 1 significantly worse.',
    ],
    [
      ranges([1, 3], [1, 3], [2, 3]),
      'For example, rank 1–3 of 3 means: no models are significantly better, none significantly worse.',
    ],
    [
      ranges([1, 1], [2, 3], [2, 3]),
      'For example, rank 2–3 of 3 means: 1 model is significantly better, none significantly worse.',
    ],
    [ranges([1, 1], [2, 2]), null],
  ])('counts the significantly better and worse models of %j: “%s”', (ranked, text) => {
    expect(explainRankRange(ranked)).toBe(text);
  });
});
