import { describe, expect, it } from 'vitest';
import { comparePairs, type PairTest } from './compare-pairs';
import { computePairedShareHalfWidth } from './mcnemar';
import { drawNormal } from './normal-distribution';
import { createRng } from './rng';
import { computeStudentQuantile } from './student-distribution';

function drawValues(seed: string, n: number): [Float64Array, Float64Array] {
  const rng = createRng(seed);
  const shared = Float64Array.from({ length: n }, () => drawNormal(rng));
  return [shared.map((value) => value + drawNormal(rng)), shared.map((value) => value + drawNormal(rng))];
}

const logFactorial = (k: number): number => {
  let sum = 0;
  for (let i = 2; i <= k; i++) sum += Math.log(i);
  return sum;
};

/** Probability that b and c of n items are of the first and the second of three kinds, with probabilities p and q. */
function trinomial(n: number, [b, c]: [number, number], [p, q]: [number, number]): number {
  const rest = n - b - c;
  const ways = logFactorial(n) - logFactorial(b) - logFactorial(c) - logFactorial(rest);
  return Math.exp(ways + b * Math.log(p) + c * Math.log(q) + rest * Math.log(1 - p - q));
}

const paired = { name: 'paired-t', degrees: 'items' } as const;

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

const variance = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);

const differences = (a: Float64Array, b: Float64Array) => a.map((value, i) => value - b[i]!);

const halfWidth = (test: PairTest, ...models: (Float64Array | null)[]) =>
  comparePairs(test, models).halfWidthOf(0, 1);

describe('half width of a difference', () => {
  it('equals that of Bonett and Price’s interval for shares', () => {
    const outcomes = (hits: (i: number) => boolean) =>
      Float64Array.from({ length: 100 }, (_, i) => Number(hits(i)));
    expect(
      halfWidth(
        { name: 'mcnemar' },
        outcomes((i) => i < 90),
        outcomes((i) => (i >= 59 && i < 90) || i >= 94),
      ),
    ).toBe(computePairedShareHalfWidth(59, 6, 100));
  });

  it('covers the true difference of shares in about 95 of 100 rounds, summed over all possible outcomes', () => {
    const n = 100;
    for (const [first, second, least] of [
      [0.15, 0.15, 0.94],
      [0.2, 0.1, 0.94],
      [0.3, 0.05, 0.94],
      [0.25, 0.01, 0.93],
      [0.5, 0.3, 0.94],
    ] as const) {
      let [held, shown] = [0, 0];
      for (let b = 0; b <= n; b++)
        for (let c = 0; b + c <= n; c++) {
          if (b + c < 10) continue;
          const chance = trinomial(n, [b, c], [first, second]);
          shown += chance;
          const off = Math.abs((b - c) / n - (first - second));
          if (off <= computePairedShareHalfWidth(b, c, n)) held += chance;
        }
      expect(held / shown).toBeGreaterThan(least);
      expect(held / shown).toBeLessThan(0.985);
    }
  });

  it('equals that of Student’s interval of the paired differences for means', () => {
    const [a, b] = drawValues('means', 60);
    const expected = computeStudentQuantile(0.975, 59) * Math.sqrt(variance(differences(a, b)) / 60);
    expect(halfWidth(paired, a, b)).toBeCloseTo(expected, 12);
  });

  it('equals that of the ratio estimator for a mean divided by the mean of a yardstick, and the one without a yardstick if all differences are equal', () => {
    const [a, b] = drawValues('ratio', 60);
    const labels = createRng('yardstick');
    const yardstick = Float64Array.from({ length: 60 }, () => drawNormal(labels) ** 2);
    const ratio = (mean(a) - mean(b)) / mean(yardstick);
    const rests = differences(a, b).map((gap, i) => gap - ratio * yardstick[i]!);
    const test = { ...paired, yardstick };
    expect(comparePairs(test, [a, b]).halfWidthOf(0, 1)).toBeCloseTo(
      computeStudentQuantile(0.975, 59) * Math.sqrt(variance(rests) / 60),
      12,
    );
    const shift = mean(a) - mean(b);
    const alike = b.map((value) => value + shift);
    expect(comparePairs(test, [a, alike]).halfWidthOf(0, 1)).toBeCloseTo(halfWidth(paired, a, alike)!, 12);
    expect(comparePairs(test, [a, b]).pOf(0, 1)).toBe(comparePairs(paired, [a, b]).pOf(0, 1));
  });

  it('equals that of DeLong’s interval for AUC, with Welch–Satterthwaite degrees of freedom over the classes', () => {
    const [a, b] = drawValues('areas', 200);
    const labels = Int32Array.from({ length: 200 }, (_, i) => (i < 20 ? 1 : 0));
    const gaps = Array.from(differences(a, b));
    const parts = [gaps.slice(0, 20), gaps.slice(20)].map((gap) => ({
      v: (gap.length * variance(gap)) / 200 ** 2,
      df: gap.length - 1,
    }));
    const v = parts[0]!.v + parts[1]!.v;
    const df = v ** 2 / parts.reduce((sum, part) => sum + part.v ** 2 / part.df, 0);
    expect(halfWidth({ name: 'paired-t', degrees: 'area', labels }, a, b)).toBeCloseTo(
      computeStudentQuantile(0.975, df) * Math.sqrt(v),
      12,
    );
  });

  it('equals that of the sums over each group for items in groups, and is null with fewer than five groups', () => {
    const [a, b] = drawValues('groups', 60);
    const groupsOf = (count: number) => Int32Array.from({ length: 60 }, (_, i) => i % count);
    const gaps = differences(a, b).map((gap, _, all) => gap - mean(all));
    const sums = Array.from({ length: 6 }, (_, group) =>
      gaps.filter((_, i) => i % 6 === group).reduce((sum, gap) => sum + gap, 0),
    );
    const squares = sums.reduce((sum, one) => sum + one * one, 0);
    expect(halfWidth({ name: 'cluster-paired-t', groups: groupsOf(6) }, a, b)).toBeCloseTo(
      computeStudentQuantile(0.975, 5) * (Math.sqrt((6 / 5) * squares) / 60),
      12,
    );
    expect(halfWidth({ name: 'cluster-paired-t', groups: groupsOf(4) }, a, b)).toBeNull();
  });

  it('returns null if fewer than ten items differ, if nothing varies, or if a model has no values', () => {
    const [a] = drawValues('few', 400);
    const changed = (count: number) => a.map((value, i) => (i < count ? value + 1 : value));
    expect(halfWidth(paired, a, changed(9))).toBeNull();
    expect(halfWidth(paired, a, changed(12))).not.toBeNull();
    expect(halfWidth(paired, a, a)).toBeNull();
    expect(halfWidth(paired, a, changed(400))).toBeNull();
    expect(halfWidth(paired, a, null)).toBeNull();
    const hits = (count: number) => Float64Array.from({ length: 400 }, (_, i) => Number(i >= count));
    expect(halfWidth({ name: 'mcnemar' }, hits(0), hits(9))).toBeNull();
    expect(halfWidth({ name: 'mcnemar' }, hits(0), hits(10))).not.toBeNull();
    const labels = Int32Array.from({ length: 400 }, (_, i) => i % 2);
    expect(halfWidth({ name: 'paired-t', degrees: 'classes', labels }, a, changed(2))).toBeNull();
    expect(halfWidth({ name: 'paired-t', degrees: 'classes', labels }, a, changed(12))).not.toBeNull();
  });
});
