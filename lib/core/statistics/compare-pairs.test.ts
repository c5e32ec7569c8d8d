import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePairs } from './compare-pairs';
import { drawNormal } from './draw-normal';
import { computeExactMcNemarP } from './mcnemar';
import { countBits, countDifferences, packOutcomes } from './outcome-bits';
import { bootstrapPairedDifference } from './paired-bootstrap';
import { compareAreas, projectArea } from './paired-delong';
import { createRng } from './rng';

const bit = fc.constantFrom(0, 1);
const first = (means: Float64Array) => means[0]!;

describe('0/1 outcomes as bits', () => {
  it('count what an item by item comparison counts, at every length', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(bit, bit), { maxLength: 1200 }), (pairs) => {
        const a = packOutcomes(Float64Array.from(pairs, ([value]) => value));
        const b = packOutcomes(Float64Array.from(pairs, ([, value]) => value));
        expect(countBits(a)).toBe(pairs.filter(([value]) => value === 1).length);
        expect(countDifferences(a, b)).toBe(pairs.filter(([x, y]) => x !== y).length);
      }),
    );
    for (const n of [0, 1, 255, 256, 257, 5000])
      expect(countBits(packOutcomes(new Float64Array(n).fill(1)))).toBe(n);
  });

  it('are refused where an outcome is neither 0 nor 1', () => {
    for (const value of [0.5, 2, NaN])
      expect(() => packOutcomes(Float64Array.of(0, value))).toThrow(RangeError);
  });
});

describe('the comparison of all pairs', () => {
  it('by McNemar has the exact p of the discordant items of every pair', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(bit, { minLength: 70, maxLength: 70 }), { minLength: 2, maxLength: 5 }),
        (rows) => {
          const outcomes = rows.map((row) => Float64Array.from(row));
          const pairs = comparePairs({ kind: 'mcnemar' }, outcomes);
          for (let i = 0; i < rows.length; i++)
            for (let j = 0; j < rows.length; j++) {
              if (i === j) continue;
              const b = rows[i]!.filter((value, k) => value > rows[j]![k]!).length;
              const c = rows[i]!.filter((value, k) => value < rows[j]![k]!).length;
              expect(pairs.of(i, j)).toBe(computeExactMcNemarP(b, c));
            }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('compares a model without outcomes, or with one that isn’t finite, with none', () => {
    const worse = new Float64Array(50);
    const better = new Float64Array(50).fill(1);
    const undefinedOnes = new Float64Array(50).fill(Number.NaN);
    for (const kind of ['mcnemar', 'paired-bootstrap'] as const) {
      const pairs = comparePairs({ kind, seed: 's' }, [worse, null, undefinedOnes, better]);
      expect(pairs.of(0, 3)).toBeLessThan(1e-10);
      for (const [i, j] of [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 1],
      ] as const)
        expect(pairs.of(i, j)).toBe(1);
    }
  });

  it('refuses outcomes of different lengths', () => {
    expect(() => comparePairs({ kind: 'mcnemar' }, [new Float64Array(2), new Float64Array(3)])).toThrow(
      RangeError,
    );
  });
});

describe('the paired bootstrap', () => {
  it('gives the same p for the same seed, alone and among other models, whichever is first', () => {
    const rng = createRng('losses');
    const losses = Array.from({ length: 3 }, () => Float64Array.from({ length: 300 }, rng.nextUnit));
    const pairs = comparePairs({ kind: 'paired-bootstrap', seed: 's' }, losses);
    expect(comparePairs({ kind: 'paired-bootstrap', seed: 's' }, losses).of(0, 1)).toBe(pairs.of(0, 1));
    expect(comparePairs({ kind: 'paired-bootstrap', seed: 's' }, losses.slice(0, 2)).of(0, 1)).toBe(
      pairs.of(0, 1),
    );
    const [a, b] = [losses[0]!, losses[1]!];
    const { pValue } = bootstrapPairedDifference({ first: [a], second: [b], computeStatistic: first }, 's');
    expect(Math.abs(pValue / pairs.of(0, 1) - 1)).toBeLessThan(0.15);
    const turned = bootstrapPairedDifference({ first: [b], second: [a], computeStatistic: first }, 's');
    expect(turned.pValue).toBeCloseTo(pValue, 12);
  });

  it('calls equal models different in about 5 of 100 samples of skewed losses, for means and for the RMSE', () => {
    const rng = createRng('level');
    const repeats = 160;
    const computeStatistic = (means: Float64Array) => Math.sqrt(means[0]!);
    let mean = 0;
    let rmse = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const draw = () => Float64Array.from({ length: 60 }, () => drawNormal(rng) ** 2);
      const [a, b] = [draw(), draw()];
      const seed = `${repeat}`;
      if (comparePairs({ kind: 'paired-bootstrap', seed }, [a, b]).of(0, 1) < 0.05) mean++;
      if (bootstrapPairedDifference({ first: [a], second: [b], computeStatistic }, seed).pValue < 0.05)
        rmse++;
    }
    for (const rejected of [mean, rmse]) {
      expect(rejected).toBeGreaterThanOrEqual(2);
      expect(rejected).toBeLessThanOrEqual(17);
    }
  });

  it('holds the true difference of correlated losses in about 95 of 100 samples', () => {
    const rng = createRng('difference');
    let held = 0;
    for (let repeat = 0; repeat < 100; repeat++) {
      const shared = Float64Array.from({ length: 60 }, () => 3 * drawNormal(rng));
      const { limits } = bootstrapPairedDifference(
        {
          first: [shared.map((value) => value + drawNormal(rng) + 0.5)],
          second: [shared.map((value) => value + drawNormal(rng))],
          computeStatistic: first,
        },
        `${repeat}`,
      );
      if (limits.lower <= 0.5 && limits.upper >= 0.5) held++;
    }
    expect(held).toBeGreaterThanOrEqual(87);
  });

  it('tells far differences apart by more than its 2,000 resamples could, and equal models not at all', () => {
    const rng = createRng('far');
    const losses = Float64Array.from({ length: 500 }, rng.nextUnit);
    const shifted = losses.map((loss) => loss + 0.1 + 0.3 * rng.nextUnit());
    const pairs = comparePairs({ kind: 'paired-bootstrap', seed: 's' }, [losses, shifted, losses]);
    expect(pairs.of(0, 1)).toBeLessThan(1e-30);
    expect(pairs.of(0, 2)).toBe(1);
  });

  it('takes the mean as normal for very many items', () => {
    // One item more than is resampled.
    const n = 20_001;
    const rng = createRng('many');
    const a = Float64Array.from({ length: n }, rng.nextUnit);
    const b = Float64Array.from({ length: n }, rng.nextUnit);
    const p = comparePairs({ kind: 'paired-bootstrap', seed: 's' }, [a, b]).of(0, 1);
    const fewer = comparePairs({ kind: 'paired-bootstrap', seed: 's' }, [a.slice(1), b.slice(1)]).of(0, 1);
    expect(Math.abs(p - fewer)).toBeLessThan(0.05);
  });
});

describe("DeLong's paired test", () => {
  const makeScores = (seed: string, strength: number) => {
    const rng = createRng(seed);
    const labels = Int32Array.from({ length: 70 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const shared = Float64Array.from(labels, (label) => drawNormal(rng) + label);
    // Rounded, so that some tie.
    const noisy = (gain: number) =>
      shared.map((value, i) => Math.round(4 * (value + drawNormal(rng) + gain * labels[i]!)) / 4);
    return { labels, a: noisy(strength), b: noisy(0) };
  };

  it('has the variances and the covariance of DeLong et al. 1988, item by item', () => {
    const { labels, a, b } = makeScores('literal', 0.4);
    const positives = [...labels.keys()].filter((i) => labels[i] === 1);
    const negatives = [...labels.keys()].filter((i) => labels[i] === 0);
    const psi = (x: number, y: number) => (x > y ? 1 : x === y ? 0.5 : 0);
    const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const v10 = [a, b].map((s) => positives.map((i) => average(negatives.map((j) => psi(s[i]!, s[j]!)))));
    const v01 = [a, b].map((s) => negatives.map((j) => average(positives.map((i) => psi(s[i]!, s[j]!)))));
    const covariance = (x: number[], y: number[]) =>
      x.reduce((sum, value, i) => sum + (value - average(x)) * (y[i]! - average(y)), 0) / (x.length - 1);
    const entry = (r: number, s: number) =>
      covariance(v10[r]!, v10[s]!) / positives.length + covariance(v01[r]!, v01[s]!) / negatives.length;
    const [first, second] = [a, b].map((scores) => projectArea([{ labels, positive: 1, scores }]));
    const { difference, standardError } = compareAreas(first!, second!);
    expect(difference).toBeCloseTo(average(v10[0]!) - average(v10[1]!), 13);
    expect(standardError ** 2).toBeCloseTo(entry(0, 0) + entry(1, 1) - 2 * entry(0, 1), 14);
  });

  it('calls equally good orders different in about 5 of 100 samples', () => {
    let rejected = 0;
    for (let repeat = 0; repeat < 400; repeat++) {
      const { labels, a, b } = makeScores(`level ${repeat}`, 0);
      if (comparePairs({ kind: 'paired-delong', labels, positive: 1 }, [a, b]).of(0, 1) < 0.05) rejected++;
    }
    expect(rejected).toBeGreaterThanOrEqual(8);
    expect(rejected).toBeLessThanOrEqual(34);
  });

  it('tells nothing where the orders are the same or a class has one item, and all where there is no doubt', () => {
    const labels = Int32Array.of(0, 0, 0, 1, 1);
    const up = Float64Array.of(1, 2, 3, 4, 5);
    const test = { kind: 'paired-delong', labels, positive: 1 } as const;
    expect(comparePairs(test, [up, up.map((value) => 2 * value)]).of(0, 1)).toBe(1);
    expect(comparePairs(test, [up, up.map((value) => -value)]).of(0, 1)).toBe(0);
    const single = { ...test, labels: Int32Array.of(0, 0, 0, 0, 1) };
    expect(comparePairs(single, [up, up.map((value) => -value)]).of(0, 1)).toBe(1);
  });
});
