import { describe, expect, it } from 'vitest';
import {
  chooseHeatStep,
  describePair,
  describeUncertainty,
  findBest,
  formatCell,
} from './describe-subgroups';

const slice = (difference: number, is_significant: boolean) => ({
  column: 'region',
  value: `${difference}`,
  item_count: 100,
  difference,
  interval: { lower: difference - 0.01, upper: difference + 0.01 },
  is_significant,
});
const pairOf = (overall: number, isSignificant: boolean, slices: ReturnType<typeof slice>[]) => ({
  first: 'a',
  second: 'b',
  test: 'mcnemar' as const,
  level: 0.05 as const,
  overall: slice(overall, isSignificant),
  slices,
});

describe('the sentence about two models compared slice by slice', () => {
  const accuracy = { metric: 'accuracy', direction: 'higher' } as const;

  it('names the better model, the difference, and the number of slices in which it is significant', () => {
    const pair = pairOf(0.037, true, [slice(0.2, true), slice(0.05, false), slice(-0.1, true)]);
    expect(describePair(pair, accuracy)).toEqual({
      lead: 'A is significantly better than B over all items, by 3.70 (2.70 to 4.70).',
      rest: 'A is significantly better in 1 of 3 slices, B in 1 of 3 slices.',
    });
  });

  it('says that the model with the lower loss is better', () => {
    const pair = pairOf(0.3, true, [slice(0.2, true)]);
    expect(describePair(pair, { metric: 'mae', direction: 'lower' })).toMatchObject({
      lead: expect.stringContaining('B is significantly better than A over all items, by 0.300'),
      rest: 'B is significantly better in 1 of 1 slice, A in none.',
    });
  });

  it('says that no difference is significant', () => {
    expect(describePair(pairOf(0.01, false, [slice(0.2, false)]), accuracy)).toEqual({
      lead: 'Over all items there is no significant difference between A and B.',
      rest: 'No slice shows a significant difference.',
    });
  });
});

describe('the uncertainty of scores by slice', () => {
  it('reads as half the interval’s width in the smallest and the largest slice', () => {
    const of = (item_count: number, half: number | null) => ({
      column: 'region',
      value: `${item_count}`,
      state: 'shown' as const,
      item_count,
      scores: [
        { score: 0.7, interval: half && { lower: 0.7 - half, upper: 0.7 + half, is_unreliable: false } },
      ].map(({ score, interval }) => ({ score, interval: interval || null })),
    });
    const view = (slices: ReturnType<typeof of>[]) => ({
      benchmark: 'a',
      round: 1,
      title: 'One',
      metric: 'accuracy' as const,
      direction: 'higher' as const,
      item_count: 2000,
      columns: [],
      models: [],
      model_count: 1,
      pair: null,
      slices,
    });
    expect(describeUncertainty(view([of(1_812, 0.0312), of(125, 0.091), of(600, 0.05)]))).toBe(
      'A score on 125 items is uncertain by about ±\u00a09.1, one on 1,812 items by about ±\u00a03.1.',
    );
    expect(describeUncertainty(view([of(125, null)]))).toBeNull();
  });
});

describe('the heat map of slices', () => {
  it('has the darkest of five steps for the best scores, for losses too', () => {
    const scores = [0, 0.19, 0.21, 0.5, 1];
    expect(scores.map((score) => chooseHeatStep(score, scores, 'higher'))).toEqual([1, 1, 2, 3, 5]);
    expect(scores.map((score) => chooseHeatStep(score, scores, 'lower'))).toEqual([5, 5, 4, 3, 1]);
    expect(chooseHeatStep(2, [2, 2], 'higher')).toBe(3);
  });

  it('frames all best cells of a row, and none without a value', () => {
    expect([...findBest([0.5, null, 0.7, 0.7], 'higher')]).toEqual([2, 3]);
    expect([...findBest([0.5, null, 0.7], 'lower')]).toEqual([0]);
    expect([...findBest([null, null], 'higher')]).toEqual([]);
  });

  it('has numbers in per cent with one decimal, and in other metrics with three digits', () => {
    expect(formatCell('accuracy', 0.6736)).toBe('67.4');
    expect(formatCell('rmse', 12.3456)).toBe('12.3');
  });
});
