import { describe, expect, it } from 'vitest';
import { computeSampleMoments } from '../equating/sample-moments';
import { computeGap, computeModelGap } from './gap';
import { computeItemDifferences, sumOutcomes } from './item-differences';

describe('gap within a round', () => {
  it('is the difference of the mean item differences, with both variances', () => {
    const feedback = computeItemDifferences(
      sumOutcomes([
        [1, 1, 0, 1],
        [1, 0, 1, 1],
      ]),
      sumOutcomes([[1, 0, 0, 1]]),
    );
    expect([...feedback]).toEqual([0, 0.5, 0.5, 0]);
    const final = computeItemDifferences(
      sumOutcomes([
        [1, 0],
        [1, 0],
      ]),
      sumOutcomes([[1, 1]]),
    );
    expect([...final]).toEqual([0, -1]);
    const gap = computeGap(computeSampleMoments(feedback), computeSampleMoments(final));
    expect(gap.estimate).toBe(0.75);
    expect(gap.standardError).toBeCloseTo(Math.sqrt(1 / 12 / 4 + 0.5 / 2), 14);
    expect(gap.smallestDetectable).toBeCloseTo(2.49 * gap.standardError, 14);
    expect(gap.lower95).toBeCloseTo(0.75 - 1.6448536269514722 * gap.standardError, 14);
    expect(gap.lower99).toBeCloseTo(0.75 - 2.3263478740408408 * gap.standardError, 14);
    expect(gap.upper95).toBeCloseTo(0.75 + 1.6448536269514722 * gap.standardError, 14);
  });

  it('of one model pools its accuracy over both parts', () => {
    const gap = computeModelGap(
      { correctCount: 1700, itemCount: 2000 },
      { correctCount: 1640, itemCount: 2000 },
    );
    expect(gap.estimate).toBeCloseTo(0.03, 14);
    expect(gap.standardError).toBeCloseTo(Math.sqrt((0.835 * 0.165) / 1000), 14);
    expect(gap.pValue).toBeCloseTo(0.005296377386856347, 12);
  });

  it('has no error where no item tells the groups apart', () => {
    const same = { count: 500, mean: 0, variance: 0 };
    expect(computeGap(same, same)).toMatchObject({ estimate: 0, standardError: 0, upper95: 0, pValue: 1 });
    const all = { correctCount: 50, itemCount: 50 };
    expect(computeModelGap(all, all)).toMatchObject({ estimate: 0, standardError: 0, pValue: 1 });
  });

  it('is not computed from models over different items, an empty group or a part of one item', () => {
    expect(() => computeItemDifferences(sumOutcomes([[1, 0]]), sumOutcomes([[1]]))).toThrow(RangeError);
    expect(() => sumOutcomes([])).toThrow(RangeError);
    expect(() => sumOutcomes([[1, 0], [1]])).toThrow(RangeError);
    const one = { count: 1, mean: 0, variance: Number.NaN };
    expect(() => computeGap(one, { count: 9, mean: 0, variance: 1 })).toThrow(RangeError);
  });
});
