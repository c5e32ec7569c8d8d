import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MetricName, metricByName, metricNames } from '../metrics/metric-name';
import { createRegressionScorable, createTextScorable, type Scorable } from '../metrics/scorable/scorable';
import { makeProbabilityScorable } from '../metrics/testing/make-scorable';
import { drawNormal } from '../statistics/normal-distribution';
import { createRng } from '../statistics/rng';
import { scoreMetric } from './score';

/** Repeats each item `copies` times, with the copies side by side. */
const repeat = (values: readonly number[], copies: number) =>
  Float64Array.from(values.flatMap((value) => Array.from({ length: copies }, () => value)));

function makeSamples(seed: string, n: number, copies: number): Record<string, Scorable> {
  const rng = createRng(seed);
  const labels = Array.from({ length: n }, (_, i) => 1 + (i % 6) + Math.round(drawNormal(rng)) / 8);
  const predicted = labels.map((label) => label + drawNormal(rng));
  const classify = (width: number) => {
    const rows = Array.from({ length: n }, (_, i) => {
      const label = i % width;
      const weights = Array.from(
        { length: width },
        (_, c) => rng.nextUnit() + (c === label ? 0.5 * rng.nextUnit() : 0),
      );
      const sum = weights.reduce((total, weight) => total + weight, 0);
      return { label, probabilities: weights.map((weight) => weight / sum) };
    });
    return makeProbabilityScorable(
      Array.from({ length: width }, (_, c) => `c${c}`),
      repeat(
        rows.map(({ label }) => label),
        copies,
      ),
      rows.flatMap(({ probabilities }) => Array.from({ length: copies }, () => probabilities).flat()),
    );
  };
  // Texts with a choice, a number and words, so that nearly all metrics of texts are defined.
  const words = Array.from({ length: n }, (_, i) => `w${i % 7} said w${i % 3} in w${(i * i) % 11}`);
  const answers = words.map((text) => (rng.nextUnit() < 0.4 ? 'w1 said nothing of that' : text));
  const copy = <T>(values: readonly T[]) =>
    values.flatMap((value) => Array.from({ length: copies }, () => value));
  return {
    text: createTextScorable({ labels: copy(words).map((text) => [text]), predicted: copy(answers) }),
    binary: classify(2),
    multiclass: classify(7),
    regression: createRegressionScorable({
      labels: repeat(labels, copies),
      predicted: repeat(predicted, copies),
    }),
  };
}

const cases: [MetricName, string][] = metricNames.flatMap((name) =>
  metricByName[name].tasks.map((task): [MetricName, string] => [name, task]),
);

describe('confidence intervals of items in groups', () => {
  const n = 240;
  const alone = makeSamples('copies', n, 1);
  const copied = makeSamples('copies', n, 4);
  const groups = Int32Array.from({ length: 4 * n }, (_, i) => i >> 2);

  it.each(cases)('treat four copies of an item in one group as one item: %s of a %s task', (name, task) => {
    const one = scoreMetric(name, alone[task]!, 'copies');
    const four = scoreMetric(name, copied[task]!, 'copies', { groups });
    if (!one.ok || !four.ok) {
      expect(one.ok).toBe(four.ok);
      return;
    }
    expect(four.value.score).toBeCloseTo(one.value.score, 12);
    const { lower, upper, method } = one.value.interval!;
    const grouped = four.value.interval!;
    const width = upper - lower;
    expect(Math.abs(grouped.lower - lower)).toBeLessThan(0.12 * width);
    expect(Math.abs(grouped.upper - upper)).toBeLessThan(0.12 * width);
    // For items in groups, intervals of recall and precision are computed from influences.
    const isByInfluences = name === 'recall' || name === 'precision';
    expect(grouped.method).toBe(isByInfluences ? 'cluster-logit-t' : `cluster-${method}`);
    expect(grouped.seed).toBe(one.value.interval!.seed);
  });

  it('have finite bounds around the score and within the metric’s range for five or more groups, and don’t exist for fewer groups', () => {
    const samples = makeSamples('any', 24, 1);
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.array(fc.nat({ max: 7 }), { minLength: 24, maxLength: 24 }),
        ([name, task], indices) => {
          const groups = Int32Array.from(indices);
          const score = scoreMetric(name, samples[task]!, 'any', { groups });
          if (!score.ok) return;
          if (new Set(indices).size < 5) return expect(score.value.interval).toBeNull();
          if (score.value.interval === null) return;
          const { lower, upper } = score.value.interval;
          expect(lower).toBeLessThanOrEqual(score.value.score);
          expect(upper).toBeGreaterThanOrEqual(score.value.score);
          expect(lower).toBeGreaterThanOrEqual(metricByName[name].range[0]);
          expect(upper).toBeLessThanOrEqual(metricByName[name].range[1]);
        },
      ),
      { numRuns: 80 },
    );
  });
});
