import { describe, expect, it } from 'vitest';
import golden from '../freshness/golden-freshness.json';
import { computeCriticalDeviate, findOutlying } from './find-outlying';
import { linkRounds } from './link-rounds';

const round = (value: number) => Number(value.toFixed(3));

describe('outlying marks', () => {
  it('are judged by the critical values of Rosner 1983', () => {
    expect([5, 6, 7].map((count) => round(computeCriticalDeviate(count, 1, 0.05)))).toEqual([
      1.715, 1.887, 2.02,
    ]);
    expect([1, 2].map((step) => round(computeCriticalDeviate(8, step, 0.01)))).toEqual([2.274, 2.139]);
    expect([1, 2, 3].map((step) => round(computeCriticalDeviate(12, step, 0.01)))).toEqual([
      2.636, 2.564, 2.482,
    ]);
  });

  it.each(golden.marks)(
    'are those of scipy: $name',
    ({ marks, setAside, shift, deviation, residuals, points }) => {
      const linked = linkRounds(
        marks.map(([base, later], i) => ({
          model: `m${i}`,
          base: { score: base!, itemCount: 100_000 },
          later: { score: later!, itemCount: 100_000 },
        })),
      );
      if (!linked.ok) throw new Error(linked.error);
      const { link, marks: found } = linked.value;
      expect(found.flatMap(({ isSetAside }, i) => (isSetAside ? [i] : []))).toEqual(setAside);
      expect(link.markCount).toBe(marks.length - setAside.length);
      expect(link.isPublishable).toBe(true);
      // A slope, where eight marks prove one, is another relation.
      if (link.slope !== 1) return;
      expect(link.shift).toBeCloseTo(shift, 10);
      expect(link.deviation).toBeCloseTo(deviation, 10);
      expect(link.degreesOfFreedom).toBe(marks.length - setAside.length - 1);
      for (const [i, { residual }] of found.entries()) {
        expect(residual!.probit).toBeCloseTo(residuals[i]!, 10);
        expect(residual!.score).toBeCloseTo(points[i]!, 10);
      }
    },
  );

  it('are no more than one of five, two of eight, three of twelve, and none of four', () => {
    expect([...findOutlying([0, 0, 0, 9])]).toEqual([]);
    expect([...findOutlying([0, 0.1, 0, 0.1, 9])]).toEqual([4]);
    // Two of five hide one another.
    expect([...findOutlying([0, 0.1, 0.05, 9, 9])]).toEqual([]);
    expect([...findOutlying([0, 0.1, 0, 0.1, 0, 0.1, 9, -9])].sort()).toEqual([6, 7]);
  });

  it('are none among values that are all alike', () => {
    expect([...findOutlying(new Array(8).fill(0.3))]).toEqual([]);
  });
});
