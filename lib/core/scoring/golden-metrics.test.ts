import { describe, expect, it } from 'vitest';
import { metricByName, metricNames } from '../metrics/metric-name';
import { estimateRocArea } from '../metrics/roc-auc';
import {
  createClassScorable,
  createProbabilityScorable,
  createRegressionScorable,
  type Scorable,
} from '../metrics/scorable/scorable';
import { normalQuantile975 } from '../statistics/normal-distribution';
import { listVarianceParts, spreadByClass } from '../statistics/sums';
import golden from './golden-metrics.json';
import { scoreMetric } from './score';

type GoldenCase = {
  name: string;
  task: string;
  classCount?: number;
  labels: number[];
  predicted?: number[];
  probabilities?: number[];
  expected: Record<string, number | null | undefined>;
  delong?: number[] | null;
};

const cases: readonly GoldenCase[] = golden.cases;

function createScorable(c: GoldenCase): Scorable {
  if (c.task === 'regression') {
    return createRegressionScorable({
      labels: Float64Array.from(c.labels),
      predicted: Float64Array.from(c.predicted!),
    });
  }
  const classified = {
    task: c.task === 'binary' ? ('binary' as const) : ('multiclass' as const),
    classes: Array.from({ length: c.classCount! }, (_, k) => `class ${k}`),
    labels: Int32Array.from(c.labels),
  };
  return c.probabilities
    ? createProbabilityScorable({ ...classified, probabilities: Float64Array.from(c.probabilities) })
    : createClassScorable({ ...classified, predicted: Int32Array.from(c.predicted!) });
}

describe(`metrics on the golden data of scikit-learn ${golden.scikitLearn}`, () => {
  const rows = cases.flatMap((c) =>
    metricNames
      .filter((name) => c.expected[name] !== undefined)
      .map((name) => ({ title: `${name}: ${c.name}`, name, c })),
  );

  it.each(rows)('agree to 1e-12, even where a metric is undefined: $title', ({ name, c }) => {
    const score = metricByName[name].compute(createScorable(c));
    const expected = c.expected[name]!;
    if (expected === null) {
      expect(score.ok).toBe(false);
      return;
    }
    if (!score.ok) throw new Error(`refused: ${score.error.reason}`);
    expect(Math.abs(score.value - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
  });

  it.each(cases.filter((c) => c.delong))(
    'agree with DeLong’s variance computed from the matrix of all pairs: $name',
    (c) => {
      const s = createScorable(c);
      if (s.task !== 'binary' && s.task !== 'multiclass') throw new Error(`an area of a ${s.task} task`);
      const estimate = estimateRocArea(s);
      if (!estimate.ok) throw new Error(`refused: ${estimate.error.reason}`);
      const { value: area, influences } = estimate.value;
      const splits = listVarianceParts(spreadByClass(s.labels, influences));
      const error = Math.sqrt(splits.reduce((sum, { variance }) => sum + variance, 0));
      // The golden intervals use quantiles of the normal distribution, so the standard error is converted by these.
      const half = (normalQuantile975 * error) / (area * (1 - area));
      const [lower, upper] = [-half, half].map((off) => 1 / (1 + ((1 - area) / area) * Math.exp(-off)));
      expect(lower).toBeCloseTo(c.delong![0]!, 11);
      expect(upper).toBeCloseTo(c.delong![1]!, 11);
    },
  );

  it.each(rows)('have the score within their interval, if there is an interval: $title', ({ name, c }) => {
    const s = createScorable(c);
    const score = scoreMetric(name, s, 'golden');
    expect(score.ok).toBe(metricByName[name].compute(s).ok);
    if (!score.ok) return;
    const { interval } = score.value;
    if (interval === null) return;
    expect(interval.lower).toBeLessThanOrEqual(score.value.score);
    expect(interval.upper).toBeGreaterThanOrEqual(score.value.score);
  });
});
