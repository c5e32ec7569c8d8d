import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rocAuc } from '../metrics/roc-auc';
import { comparePairs, type PairTest } from './compare-pairs';
import { computeExactMcNemarP, countBits, countDifferences, packOutcomes } from './mcnemar';
import { computeUpperTail, drawNormal } from './normal-distribution';
import { createRng, type Rng } from './rng';
import { computeStudentUpperTail, computeWelchDegrees } from './student-distribution';

const bit = fc.constantFrom(0, 1);

const paired = { name: 'paired-t', degrees: 'items' } as const;

describe('0/1 outcomes as bits', () => {
  it('give the same counts as a comparison item by item, for every number of items', () => {
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

  it('throw where an outcome is neither 0 nor 1', () => {
    for (const value of [0.5, 2, NaN])
      expect(() => packOutcomes(Float64Array.of(0, value))).toThrow(RangeError);
  });
});

describe('comparison of all pairs', () => {
  it('gives by McNemar the exact p-value of every pair’s discordant items', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(bit, { minLength: 70, maxLength: 70 }), { minLength: 2, maxLength: 5 }),
        (rows) => {
          const outcomes = rows.map((row) => Float64Array.from(row));
          const pairs = comparePairs({ name: 'mcnemar' }, outcomes);
          for (let i = 0; i < rows.length; i++)
            for (let j = 0; j < rows.length; j++) {
              if (i === j) continue;
              const b = rows[i]!.filter((value, k) => value > rows[j]![k]!).length;
              const c = rows[i]!.filter((value, k) => value < rows[j]![k]!).length;
              expect(pairs.pOf(i, j)).toBe(computeExactMcNemarP(b, c));
            }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('gives p = 1 for a model without outcomes, or with an outcome that isn’t finite', () => {
    const worse = new Float64Array(50);
    const better = new Float64Array(50).fill(1);
    const undefinedOnes = new Float64Array(50).fill(Number.NaN);
    for (const test of [{ name: 'mcnemar' }, paired] as const) {
      const pairs = comparePairs(test, [worse, null, undefinedOnes, better]);
      expect(pairs.pOf(0, 3)).toBeLessThan(1e-10);
      for (const [i, j] of [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 1],
      ] as const)
        expect(pairs.pOf(i, j)).toBe(1);
    }
  });

  it('throws for outcomes of different lengths', () => {
    expect(() => comparePairs({ name: 'mcnemar' }, [new Float64Array(2), new Float64Array(3)])).toThrow(
      RangeError,
    );
  });
});

/** Draws values of two models with a common part, so that they correlate. */
function makeLosses(seed: string, n: number): [Float64Array, Float64Array] {
  const rng = createRng(seed);
  const shared = Float64Array.from({ length: n }, () => drawNormal(rng));
  return [shared.map((value) => value + drawNormal(rng)), shared.map((value) => value + drawNormal(rng))];
}

describe('tests of mean differences', () => {
  it('give a pair the same p-value alone and among other models, in either order', () => {
    const [a, b] = makeLosses('losses', 300);
    const test = paired;
    const p = comparePairs(test, [a, b]).pOf(0, 1);
    expect(comparePairs(test, [a, null, b.map((loss) => loss + 1), b]).pOf(0, 3)).toBe(p);
    expect(comparePairs(test, [b, a]).pOf(0, 1)).toBe(p);
    expect(comparePairs(test, [b, a]).pOf(1, 0)).toBe(p);
  });

  it('give the p-value of Student’s paired test', () => {
    const [a, b] = makeLosses('student', 50);
    const gaps = a.map((value, i) => value - b[i]!);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / 50;
    const error = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / 49 / 50);
    expect(comparePairs(paired, [a, b]).pOf(0, 1)).toBeCloseTo(
      2 * computeStudentUpperTail(Math.abs(mean) / error, 49),
      12,
    );
  });

  it('call equally good models different in about 5 of 100 samples of skewed losses', () => {
    const rng = createRng('level');
    let rejected = 0;
    for (let repeat = 0; repeat < 200; repeat++) {
      const draw = () => Float64Array.from({ length: 60 }, () => drawNormal(rng) ** 2);
      if (comparePairs(paired, [draw(), draw()]).pOf(0, 1) < 0.05) rejected++;
    }
    expect(rejected).toBeGreaterThanOrEqual(2);
    expect(rejected).toBeLessThanOrEqual(20);
  });

  it('give a p-value far below 1/2,000 for a large difference, and 1 for equal models', () => {
    const rng = createRng('far');
    const losses = Float64Array.from({ length: 500 }, rng.nextUnit);
    const shifted = losses.map((loss) => loss + 0.1 + 0.3 * rng.nextUnit());
    const pairs = comparePairs(paired, [losses, shifted, losses]);
    expect(pairs.pOf(0, 1)).toBeLessThan(1e-30);
    expect(pairs.pOf(0, 2)).toBe(1);
  });

  it('never give a smaller p-value than the permutation test that exchanges two models’ values unit by unit', () => {
    const better = Float64Array.of(1, 1, 1, 1, 1);
    const worse = Float64Array.of(0, 0, 0, 0, 0);
    expect(comparePairs(paired, [better, worse]).pOf(0, 1)).toBe(1 / 16);
    const groups = Int32Array.of(0, 0, 0, 7, 7);
    expect(comparePairs({ name: 'cluster-paired-t', groups }, [better, worse]).pOf(0, 1)).toBe(1 / 2);
    expect(
      comparePairs({ name: 'cluster-paired-t', groups: new Int32Array(5) }, [better, worse]).pOf(0, 1),
    ).toBe(1);
  });

  it('give no p-value below 2^(1 − k) if the predictions of k units differ, for any values', () => {
    const [a] = makeLosses('floor', 400);
    // Every value differs slightly, as pseudo-values do, but only the predictions of k items differ.
    const b = a.map((value, i) => value + (i < 4 ? 5 : 0.001));
    const codes = Uint32Array.from(a, (_, i) => i % 3);
    const changed = (k: number) => codes.map((code, i) => (i < k ? code + 7 : code));
    const pOf = (k: number) =>
      comparePairs(paired, [
        { values: a, codes },
        { values: b, codes: changed(k) },
      ]).pOf(0, 1);
    expect(pOf(4)).toBe(1 / 8);
    expect(pOf(1)).toBe(1);
    expect(pOf(0)).toBe(1);
    expect(pOf(30)).toBeLessThan(1 / 8);
    const groups = Int32Array.from(a, (_, i) => i >> 3);
    const grouped = comparePairs({ name: 'cluster-paired-t', groups }, [
      { values: a, codes },
      { values: b, codes: changed(20) },
    ]);
    expect(grouped.pOf(0, 1)).toBeGreaterThanOrEqual(1 / 4);
  });

  it('give the smallest possible p-value if all differences are equal, and 1 if all are 0', () => {
    const values = Float64Array.from({ length: 12 }, (_, i) => i);
    const pairs = comparePairs(paired, [values, values.map((value) => value + 1), values]);
    expect(pairs.pOf(0, 1)).toBe(2 ** -11);
    expect(pairs.pOf(0, 2)).toBe(1);
  });

  it('agree for very many items, pooled into units, with the test of single items', () => {
    const n = 20_000;
    const [a, b] = makeLosses('many', n);
    const shifted = b.map((value) => value - 0.03);
    const gaps = a.map((value, i) => value - shifted[i]!);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / n;
    const error = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0)) / n;
    const p = comparePairs(paired, [a, shifted]).pOf(0, 1);
    // The standard error from pools is within about 3 % of the exact one.
    expect(p).toBeGreaterThan(2 * computeUpperTail(Math.abs(mean) / error / 0.96));
    expect(p).toBeLessThan(2 * computeUpperTail(Math.abs(mean) / error / 1.04));
  });
});

describe('tests of mean differences of items in groups', () => {
  /**
   * Draws 0/1 outcomes of two equally good models. Each group has a common difficulty, and a random effect for each model.
   */
  function makeGrouped(rng: Rng, groupCount: number) {
    const rows: { a: number; b: number; group: number }[] = [];
    for (let group = 0; group < groupCount; group++) {
      const [ofA, ofB] = [drawNormal(rng), drawNormal(rng)];
      const size = 2 + Math.floor(6 * rng.nextUnit());
      for (let i = 0; i < size; i++)
        rows.push({ a: ofA + drawNormal(rng) > 0 ? 1 : 0, b: ofB + drawNormal(rng) > 0 ? 1 : 0, group });
    }
    return {
      outcomes: [Float64Array.from(rows, ({ a }) => a), Float64Array.from(rows, ({ b }) => b)],
      groups: Int32Array.from(rows, ({ group }) => group),
    };
  }

  it('call equally good models different in about 5 of 100 samples, where tests of single items do so far too often', () => {
    const rng = createRng('grouped');
    const rejected = { mcnemar: 0, paired: 0 };
    for (let repeat = 0; repeat < 300; repeat++) {
      const { outcomes, groups } = makeGrouped(rng, 40);
      const isRejected = (test: PairTest) => comparePairs(test, outcomes).pOf(0, 1) < 0.05;
      if (isRejected({ name: 'mcnemar' })) rejected.mcnemar++;
      if (isRejected({ name: 'cluster-paired-t', groups })) rejected.paired++;
    }
    expect(rejected.mcnemar).toBeGreaterThan(30);
    expect(rejected.paired).toBeGreaterThanOrEqual(4);
    expect(rejected.paired).toBeLessThanOrEqual(27);
  });

  it('have the variance of Obuchowski 1998 for 0/1 outcomes', () => {
    const { outcomes, groups } = makeGrouped(createRng('literal'), 12);
    const [a, b] = outcomes;
    const n = groups.length;
    const difference = a!.reduce((sum, value, i) => sum + value - b![i]!, 0) / n;
    let squares = 0;
    for (let g = 0; g < 12; g++) {
      let residual = 0;
      for (let i = 0; i < n; i++) if (groups[i] === g) residual += a![i]! - b![i]! - difference;
      squares += residual ** 2;
    }
    const error = Math.sqrt((12 / 11) * squares) / n;
    expect(comparePairs({ name: 'cluster-paired-t', groups }, outcomes).pOf(0, 1)).toBeCloseTo(
      2 * computeStudentUpperTail(Math.abs(difference) / error, 11),
      12,
    );
  });
});

describe('DeLong’s paired test', () => {
  const makeScores = (seed: string, strength: number) => {
    const rng = createRng(seed);
    const labels = Int32Array.from({ length: 70 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const shared = Float64Array.from(labels, (label) => drawNormal(rng) + label);
    // Scores are rounded, so that some are tied.
    const noisy = (gain: number) =>
      shared.map((value, i) => Math.round(4 * (value + drawNormal(rng) + gain * labels[i]!)) / 4);
    return { labels, a: noisy(strength), b: noisy(0) };
  };
  const pseudoValuesOf = (labels: Int32Array, scores: Float64Array) => {
    const pseudoValues = rocAuc.computePseudoValues!({
      task: 'binary',
      classes: ['no', 'yes'],
      labels,
      predicted: labels,
      probabilities: Float64Array.from([...scores].flatMap((score) => [-score, score])),
    });
    if (!pseudoValues.ok) throw new Error(pseudoValues.error.reason);
    return pseudoValues.value;
  };
  const compare = (labels: Int32Array, a: Float64Array, b: Float64Array) =>
    comparePairs({ name: 'paired-t', degrees: 'area', labels }, [
      pseudoValuesOf(labels, a),
      pseudoValuesOf(labels, b),
    ]).pOf(0, 1);

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
    const error = Math.sqrt(entry(0, 0) + entry(1, 1) - 2 * entry(0, 1));
    const difference = average(v10[0]!) - average(v10[1]!);
    const ofDifference = ([x, y]: number[][], count: number) => {
      const differences = x!.map((value, i) => value - y![i]!);
      return { variance: covariance(differences, differences) / count, degrees: count - 1 };
    };
    const degrees = computeWelchDegrees([
      ofDifference(v10, positives.length),
      ofDifference(v01, negatives.length),
    ]);
    const p = 2 * computeStudentUpperTail(Math.abs(difference) / error, degrees);
    expect(compare(labels, a, b)).toBeCloseTo(p, 12);
  });

  it('calls equally good orders different in about 5 of 100 samples', () => {
    let rejected = 0;
    for (let repeat = 0; repeat < 400; repeat++) {
      const { labels, a, b } = makeScores(`level ${repeat}`, 0);
      if (compare(labels, a, b) < 0.05) rejected++;
    }
    expect(rejected).toBeGreaterThanOrEqual(8);
    expect(rejected).toBeLessThanOrEqual(34);
  });

  it('finds no significance if the orders are the same, or if a class has only one item', () => {
    const labels = Int32Array.of(0, 0, 0, 1, 1);
    const up = Float64Array.of(1, 2, 3, 4, 5);
    const down = up.map((value) => -value);
    expect(
      compare(
        labels,
        up,
        up.map((value) => 2 * value),
      ),
    ).toBe(1);
    expect(compare(Int32Array.of(0, 0, 0, 0, 1), up, down)).toBe(1);
    // With five items no p-value can be smaller.
    expect(compare(labels, up, down)).toBe(1 / 16);
  });
});
