import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStress } from '@/testing/stress';
import { estimateMean } from '../feedback/ladder/guarded-z';
import { targetNumberMax } from '../files/parse-number';
import { type MetricName, metricByName, metricNames } from '../metrics/metric-name';
import {
  type ClassificationScorable,
  createProbabilityScorable,
  createRegressionScorable,
  createTextScorable,
  type RegressionScorable,
  type Scorable,
} from '../metrics/scorable/scorable';
import { computeSquaredErrors } from '../metrics/squared-errors';
import { makeClassScorable, makeProbabilityScorable } from '../metrics/testing/make-scorable';
import { computeJackknifeAcceleration } from '../statistics/bootstrap-intervals';
import { scoreMetric } from './score';

const classificationItems = fc.integer({ min: 2, max: 4 }).chain((width) =>
  fc.record({
    width: fc.constant(width),
    rows: fc.array(
      fc.record({
        label: fc.nat({ max: width - 1 }),
        // Weights are small whole numbers, so that ties and certain predictions are frequent.
        weights: fc.array(fc.nat({ max: 4 }), { minLength: width, maxLength: width }),
      }),
      { minLength: 1, maxLength: 30 },
    ),
  }),
);

type Row = { label: number; weights: number[] };

function createFromRows(width: number, rows: readonly Row[]): ClassificationScorable {
  return makeProbabilityScorable(
    Array.from({ length: width }, (_, c) => `c${c}`),
    Int32Array.from(rows, (row) => row.label),
    rows.flatMap(({ weights }) => {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      return weights.map((weight) => (sum === 0 ? 1 / width : weight / sum));
    }),
  );
}

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });

const pairs = fc.array(fc.tuple(number, fc.oneof(number, fc.constant(0))), { minLength: 1, maxLength: 30 });

const createFromPairs = (items: readonly (readonly [number, number])[]): RegressionScorable =>
  createRegressionScorable({
    labels: Float64Array.from(items, ([label]) => label),
    predicted: Float64Array.from(items, ([, predicted]) => predicted),
  });

const scorables: fc.Arbitrary<Scorable> = fc.oneof(
  classificationItems.map(({ width, rows }) => createFromRows(width, rows)),
  pairs.map(createFromPairs),
);

function requireScore(name: (typeof metricNames)[number], s: Scorable): number {
  const score = metricByName[name].compute(s);
  if (!score.ok) throw new Error(`${name} refused: ${score.error.reason}`);
  return score.value;
}

describe('every metric', () => {
  it('returns an error, or a finite score within a finite interval within the range of the metric', () => {
    fc.assert(
      fc.property(scorables, fc.constantFrom(...metricNames), (s, name) => {
        const score = scoreMetric(name, s, 'property');
        if (!score.ok) return;
        if (score.value.interval === null) return;
        const { lower, upper } = score.value.interval;
        expect([lower, score.value.score, upper].every(Number.isFinite)).toBe(true);
        expect(lower).toBeLessThanOrEqual(score.value.score);
        expect(score.value.score).toBeLessThanOrEqual(upper);
        expect(lower).toBeGreaterThanOrEqual(metricByName[name].range[0]);
        expect(upper).toBeLessThanOrEqual(metricByName[name].range[1]);
      }),
      { numRuns: 400 },
    );
  });

  it('returns exactly the value or the error of its own `compute`', () => {
    fc.assert(
      fc.property(scorables, fc.constantFrom(...metricNames), (s, name) => {
        const [scored, computed] = [scoreMetric(name, s, 'property'), metricByName[name].compute(s)];
        expect(scored.ok ? scored.value.score : scored.error).toEqual(
          computed.ok ? computed.value : computed.error,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('returns the same score for any order of the items', () => {
    const isSame = (a: Scorable, b: Scorable) => {
      for (const name of metricNames) {
        const [x, y] = [metricByName[name].compute(a), metricByName[name].compute(b)];
        expect(x.ok).toBe(y.ok);
        if (x.ok && y.ok)
          expect(Math.abs(x.value - y.value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(x.value)));
      }
    };
    fc.assert(
      fc.property(classificationItems, ({ width, rows }) => {
        const shuffled = rows.toSorted((a, b) => b.label - a.label || a.weights[0]! - b.weights[0]!);
        isSame(createFromRows(width, rows), createFromRows(width, shuffled));
      }),
    );
    fc.assert(
      fc.property(pairs, (items) => {
        isSame(createFromPairs(items), createFromPairs(items.toSorted((a, b) => a[1] - b[1] || a[0] - b[0])));
      }),
    );
  });

  it('gives exact predictions a score at least as good as that of any other predictions', () => {
    const compare = (exact: Scorable, other: Scorable) => {
      for (const name of metricNames) {
        const { compute, direction } = metricByName[name];
        const [best, score] = [compute(exact), compute(other)];
        if (!best.ok || !score.ok) continue;
        const gain = direction === 'higher' ? best.value - score.value : score.value - best.value;
        expect(gain).toBeGreaterThanOrEqual(-1e-12);
      }
    };
    fc.assert(
      fc.property(classificationItems, ({ width, rows }) => {
        const exact = rows.map(({ label }) => ({
          label,
          weights: Array.from({ length: width }, (_, c) => (c === label ? 1 : 0)),
        }));
        compare(createFromRows(width, exact), createFromRows(width, rows));
      }),
    );
    fc.assert(
      fc.property(pairs, (items) => {
        compare(createFromPairs(items.map(([label]) => [label, label] as const)), createFromPairs(items));
      }),
    );
  });

  it('returns an error for no items, and for another task', () => {
    const labels = new Int32Array(0);
    const none = createProbabilityScorable({
      task: 'binary',
      classes: ['no', 'yes'],
      labels,
      probabilities: new Float64Array(0),
    });
    const noNumbers = createFromPairs([]);
    const noTexts = createTextScorable({ labels: [], predicted: [] });
    for (const name of metricNames) {
      const empty = { numbers: noNumbers, texts: noTexts, classes: none, probabilities: none };
      const own = empty[metricByName[name].needs];
      const other = own === noNumbers ? noTexts : noNumbers;
      expect(scoreMetric(name, own, 's')).toEqual({
        ok: false,
        error: { kind: 'undefined-metric', reason: 'no-items' },
      });
      expect(scoreMetric(name, other, 's')).toEqual({
        ok: false,
        error: { kind: 'undefined-metric', reason: 'wrong-task' },
      });
    }
  });

  it('refuses values that aren’t finite, even if they bypass the constructors', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const numbers: Scorable = {
        task: 'regression',
        labels: Float64Array.of(1, 2, 3),
        predicted: Float64Array.of(1, bad, 3),
      };
      for (const name of ['mae', 'rmse', 'r2'] as const)
        expect(scoreMetric(name, numbers, 's').ok).toBe(false);
    }
    const nan: Scorable = {
      task: 'binary',
      classes: ['no', 'yes'],
      labels: Int32Array.of(0, 1),
      predicted: Int32Array.of(0, 1),
      probabilities: Float64Array.of(0.5, 0.5, Number.NaN, Number.NaN),
    };
    expect(scoreMetric('log_loss', nan, 's').ok).toBe(false);
    expect(scoreMetric('roc_auc', nan, 's').ok).toBe(false);
  });

  it('refuses numbers whose squares exceed the range of a double', () => {
    const huge = createFromPairs([
      [1e200, -1e200],
      [3, 4],
    ]);
    expect(scoreMetric('rmse', huge, 's')).toEqual({
      ok: false,
      error: { kind: 'undefined-metric', reason: 'not-finite' },
    });
    expect(scoreMetric('r2', huge, 's').ok).toBe(false);
    expect(scoreMetric('mae', huge, 's').ok).toBe(true);
  });

  it('returns finite scores and errors for the largest numbers that files may contain', () => {
    const n = 3000;
    const labels = Float64Array.from({ length: n }, (_, i) =>
      i % 3 === 0 ? targetNumberMax : -targetNumberMax,
    );
    const predicted = labels.map((label, i) => (i % 7 === 0 ? label / 2 : -label));
    const s = createRegressionScorable({ labels, predicted });
    const groups = Int32Array.from({ length: n }, (_, i) => (i < 2900 ? 0 : i % 20));
    for (const metric of metricNames.filter((name) => metricByName[name].tasks.includes('regression')))
      for (const itemGroups of [null, groups])
        expect(scoreMetric(metric, s, 's', { groups: itemGroups }), metric).toMatchObject({ ok: true });
    const squares = computeSquaredErrors(s);
    for (const itemGroups of [null, groups])
      expect(estimateMean({ lossKind: 'real', groups: itemGroups }, squares).standardError).toBeLessThan(
        Infinity,
      );
    const leaveOut = Float64Array.from({ length: 300 }, (_, i) => 1e6 * squares[i]!);
    expect(computeJackknifeAcceleration(leaveOut)).not.toBeNaN();
    const million = new Float64Array(1e6).fill(targetNumberMax);
    const error = metricByName.rmse.compute(
      createRegressionScorable({ labels: million, predicted: million.map((x) => -x) }),
    );
    expect(error.ok && error.value / targetNumberMax).toBeCloseTo(2, 12);
  });

  it('refuses input for which all submissions would have the same score, or the score would follow from a convention alone', () => {
    const binary = (labels: number[], predicted: number[]) =>
      makeClassScorable(['no', 'yes'], labels, predicted);
    const reasonOf = (name: (typeof metricNames)[number], s: Scorable) => {
      const score = scoreMetric(name, s, 's');
      return score.ok ? undefined : score.error.reason;
    };
    const three = createFromRows(3, [{ label: 0, weights: [1, 2, 3] }]);
    expect(reasonOf('top_3_accuracy', three)).toBe('too-few-classes');
    expect(reasonOf('precision', three)).toBe('wrong-task');
    expect(reasonOf('recall', three)).toBe('wrong-task');
    expect(reasonOf('average_precision', three)).toBe('absent-class');
    expect(reasonOf('recall', binary([0, 0], [0, 1]))).toBe('absent-class');
    for (const name of ['cohen_kappa', 'quadratic_kappa'] as const) {
      expect(reasonOf(name, binary([0, 0], [0, 0]))).toBe('no-variation');
      expect(reasonOf(name, binary([0, 0], [1, 1]))).toBeUndefined();
    }
    const flat = createFromPairs([
      [1, 2],
      [3, 2],
    ]);
    for (const name of ['spearman', 'kendall'] as const) {
      expect(reasonOf(name, flat)).toBe('no-variation');
      expect(reasonOf(name, createFromPairs([[1, 1]]))).toBe('too-few-items');
    }
    expect(
      reasonOf(
        'mape',
        createFromPairs([
          [1, 2],
          [0, 2],
        ]),
      ),
    ).toBe('zero-label');
  });

  it('returns a precision of 0 without predicted positives, with an interval over the whole range', () => {
    const none = makeClassScorable(['no', 'yes'], [0, 1, 1], [0, 0, 0]);
    const score = scoreMetric('precision', none, 's');
    expect(score).toMatchObject({ value: { score: 0, interval: { lower: 0, upper: 1, method: 'wilson' } } });
  });

  it('refuses predictions without the probabilities that it needs', () => {
    const s = makeClassScorable(['no', 'yes'], [0, 1, 1], [0, 1, 0]);
    for (const name of ['log_loss', 'roc_auc'] as const) {
      expect(scoreMetric(name, s, 's')).toMatchObject({ error: { reason: 'no-probabilities' } });
    }
    expect(requireScore('accuracy', s)).toBe(2 / 3);
  });
});

describe('interval of a score', () => {
  const s = createFromRows(
    3,
    Array.from({ length: 60 }, (_, i) => ({
      label: i % 3,
      weights: [1 + ((i * 7) % 5), (i * 3) % 4, 1 + (i % 2)],
    })),
  );

  it('has the same bounds for the same seed, and records the seed only if a bootstrap drew random numbers', () => {
    for (const name of ['accuracy', 'macro_f1', 'log_loss', 'roc_auc', 'calibration_error'] as const) {
      const score = scoreMetric(name, s, 'first');
      expect(score).toEqual(scoreMetric(name, s, 'first'));
      if (!score.ok) throw new Error(score.error.reason);
      const isDrawn = score.value.interval!.method === 'bootstrap';
      expect(score.value.interval!.seed).toBe(isDrawn ? 'first' : null);
      expect(name === 'calibration_error').toBe(isDrawn);
    }
  });

  it('has a width above 0 for a perfect accuracy and a perfect AUC', () => {
    const perfect = createFromRows(
      2,
      Array.from({ length: 20 }, (_, i) => ({ label: i % 2, weights: i % 2 === 0 ? [3, 1] : [1, 3] })),
    );
    for (const name of ['accuracy', 'roc_auc'] as const) {
      const score = scoreMetric(name, perfect, 's');
      if (!score.ok) throw new Error(score.error.reason);
      expect(score.value.score).toBe(1);
      expect(score.value.interval!.upper).toBe(1);
      expect(score.value.interval!.lower).toBeLessThan(0.9);
    }
  });

  it('takes less than two seconds of processor time for 4,000 items, and a bounded time for very many', {
    timeout: 180_000,
  }, () => {
    const many = (n: number, width: number) =>
      createFromRows(
        width,
        Array.from({ length: n }, (_, i) => ({
          label: i % width,
          weights: [1 + ((i * 7) % 5), (i * 3) % 4, 1 + (i % 2), i % 3, (i * 5) % 7, 1].slice(0, width),
        })),
      );
    const numbers = (n: number) =>
      createFromPairs(Array.from({ length: n }, (_, i) => [Math.sin(i + 1), Math.cos(i * i)]));
    // Texts with a choice and a number, so that every metric is defined. There are more items than are resampled one by one.
    const texts = (n: number, label: string) =>
      createTextScorable({
        labels: Array.from({ length: Math.min(n, 30_000) }, () => [label]),
        predicted: Array.from({ length: Math.min(n, 30_000) }, (_, i) => (i % 3 === 0 ? 'no' : label)),
      });
    const labelOf = (name: MetricName) =>
      ({ choice_accuracy: 'B', numeric_accuracy: '42' })[name as string] ?? 'The dog had bit the man.';
    const sizes = [{ n: 4000, msMax: 2000 }, ...(isStress ? [{ n: 200_000, msMax: 8000 }] : [])].map(
      ({ n, msMax }) => ({ n, msMax, two: many(n, 2), six: many(n, 6), numbers: numbers(n) }),
    );
    for (const name of metricNames) {
      for (const { n, msMax, two, six, numbers } of sizes) {
        const classed = metricByName[name].tasks.includes('multiclass') ? six : two;
        const { needs } = metricByName[name];
        const items = needs === 'texts' ? texts(n, labelOf(name)) : needs === 'numbers' ? numbers : classed;
        // Measures the processor time of this process, since the machine may be busy with other work.
        const before = process.cpuUsage();
        expect(scoreMetric(name, items, 'time').ok).toBe(true);
        const { user, system } = process.cpuUsage(before);
        expect((user + system) / 1000).toBeLessThan(msMax);
      }
    }
  });
});
