import { describe, expect, it } from 'vitest';
import checkValues from '../statistics/testing/check-values.json';
import golden from './golden-equating.json';
import { computeCriticalDeviate, findOutlying, linkRounds } from './link-rounds';

describe('computeCriticalDeviate', () => {
  it.each(Object.entries(checkValues.outlier_bound_1_percent))(
    'equals the bound of the specification for the first of %s values',
    (count, bound) => {
      expect(computeCriticalDeviate(Number(count), 1)).toBeCloseTo(bound, 5);
    },
  );

  it('equals the critical values of Rosner 1983', () => {
    const round = (value: number) => Number(value.toFixed(3));
    expect([1, 2].map((step) => round(computeCriticalDeviate(8, step)))).toEqual([2.274, 2.139]);
    expect([1, 2, 3].map((step) => round(computeCriticalDeviate(12, step)))).toEqual([2.636, 2.564, 2.482]);
  });
});

describe('outliers among anchor models', () => {
  it.each(golden)(
    'equal those of scipy, with the same link and residuals: $name',
    ({ scale, anchors, outliers, count, shift, deviation, later_mean, residuals, points }) => {
      const linked = linkRounds(
        scale === 'probit' ? 'probit' : 'minus-log',
        anchors.map(([base, later], i) => ({
          model: `m${i}`,
          base: { score: base!, itemCount: 100_000 },
          later: { score: later!, itemCount: 100_000 },
        })),
      );
      if (!linked.ok) throw new Error(linked.error);
      const { link, anchors: found } = linked.value;
      expect(found.flatMap(({ isOutlier }, i) => (isOutlier ? [i] : []))).toEqual(outliers);
      expect(link.anchorCount).toBe(count);
      expect(link.shift).toBeCloseTo(shift, 10);
      expect(link.deviation).toBeCloseTo(deviation, 10);
      expect(link.laterMean).toBeCloseTo(later_mean, 10);
      for (const [i, { residual }] of found.entries()) {
        expect(residual!.onScale).toBeCloseTo(residuals[i]!, 10);
        expect(residual!.score).toBeCloseTo(points[i]!, 10);
      }
    },
  );

  it('include at most one of five, two of eight and three of twelve models, and none of four', () => {
    expect([...findOutlying([0, 0, 0, 9])]).toEqual([]);
    expect([...findOutlying([0, 0.1, 0, 0.1, 9])]).toEqual([4]);
    // Two of five hide one another.
    expect([...findOutlying([0, 0.1, 0.05, 9, 9])]).toEqual([]);
    expect([...findOutlying([0, 0.1, 0, 0.1, 0, 0.1, 9, -9])].sort()).toEqual([6, 7]);
  });

  it('include none of equal values', () => {
    expect([...findOutlying(new Array(8).fill(0.3))]).toEqual([]);
  });
});
