import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import type { Task } from '../../benchmark';
import type { MetricName } from '../../metrics/metric-name';
import { createRegressionScorable } from '../../metrics/scorable/scorable';
import type { LabelColumn } from '../../scoring/label-column';
import { selectSplit } from '../../scoring/score-split';
import { drawNormal } from '../../statistics/normal-distribution';
import { createRng, type Rng } from '../../statistics/rng';
import type { Predictions } from '../../submission/predictions';
import { decideImprovement } from './advance-ladder';
import { boundClassLosses, boundRankLosses, findUnitLosses, widenLabelRange } from './find-unit-losses';
import { computeGuardedZ, computePairedGains, computePairedZ, uniteLosses } from './guarded-z';
import { computeLadderOutcomes, directionOfOutcomes, findLadderTest, requireLadder } from './ladder-rules';
import { createOrderScale, explainSpearman } from './order-scale';
import { computeTestLevel, computeTestThreshold } from './wins-needed';

const [itemCount, partCount] = [2000, 800];

type Files = {
  task: Task;
  classes: readonly string[];
  labels: LabelColumn;
  before: Predictions;
  after: Predictions;
};

const byScore = (scores: Float64Array): Predictions => ({
  kind: 'probabilities',
  predicted: Int32Array.from(scores, (x) => (x > 0 ? 1 : 0)),
  probabilities: Float64Array.from({ length: 2 * scores.length }, (_, at) => {
    const p = 1 / (1 + Math.exp(-scores[at >> 1]!));
    return at % 2 === 1 ? p : 1 - p;
  }),
});

const byClass = (predicted: Int32Array): Predictions => ({ kind: 'classes', predicted, probabilities: null });

const byText = (predicted: string[]): Predictions => ({ kind: 'texts', predicted });

const times = <T>(draw: (i: number) => T): T[] => Array.from({ length: itemCount }, (_, i) => draw(i));

/**
 * The new file moves a block of items from top to bottom of the order. One item in fifty is positive, inside the block as
 * well as outside, so the move gains nothing.
 */
function moveBlock(rng: Rng): Files {
  const labels = Int32Array.from(times(() => (rng.nextUnit() < 0.02 ? 1 : 0)));
  const scores = Float64Array.from(labels, (label) => 2 * label + drawNormal(rng));
  const move = (by: number) => byScore(scores.map((x, i) => (i % 20 === 0 ? by + (x % 1) : x)));
  return { task: 'binary', classes: ['no', 'yes'], labels, before: move(9), after: move(-9) };
}

/** The new file changes grades so that an item gains one step with a chance of 5/6, and loses seven otherwise. */
function lowerGrades(rng: Rng): Files {
  const isChanged = (i: number) => i % 80 === 0;
  const labels = Int32Array.from(times((i) => (isChanged(i) ? (rng.nextUnit() < 1 / 6 ? 4 : 0) : i % 5)));
  const predict = (grade: number) => byClass(labels.map((label, i) => (isChanged(i) ? grade : label)));
  return {
    task: 'multiclass',
    classes: ['0', '1', '2', '3', '4'],
    labels,
    before: predict(1),
    after: predict(0),
  };
}

/**
 * The new file's texts have three right words of thirty instead of two, except for a few items whose accepted text is the
 * earlier text itself.
 */
function shiftWords(rng: Rng): Files {
  const [before, after] = [`v0 v1 ${'x '.repeat(28)}`, `v0 v1 v2 ${'y '.repeat(27)}`];
  const accepted = Array.from({ length: 30 }, (_, i) => `v${i}`).join(' ');
  const isChanged = (i: number) => i % 50 === 0;
  const labels = times((i) => (isChanged(i) ? (rng.nextUnit() < 0.05 ? before : accepted) : 'same'));
  const predict = (text: string) => byText(times((i) => (isChanged(i) ? text : 'same')));
  return { task: 'text', classes: [], labels, before: predict(before), after: predict(after) };
}

/**
 * Decides on a file by z alone and by the metric's own test. All items are drawn alike, so the first items serve as the
 * feedback split.
 */
function decide(metric: MetricName, files: Files): { byZ: boolean; byTest: boolean } {
  const positions = Uint32Array.from({ length: partCount }, (_, i) => i);
  const test = findLadderTest(metric, false);
  const [incumbentOutcomes, outcomes] = [files.before, files.after].map((predictions) =>
    computeLadderOutcomes(
      metric,
      test,
      selectSplit({ rules: files, labels: files.labels, positions, predictions }),
    ),
  );
  if (!incumbentOutcomes || !outcomes) return { byZ: false, byTest: false };
  const direction = directionOfOutcomes(metric, test);
  const gains = computePairedGains({ direction, groups: null }, incumbentOutcomes, outcomes);
  const unitLosses = findUnitLosses(
    metric,
    { ...files, groups: null, positions },
    files.before,
    files.after,
  )!;
  // One assertion per file, since an assertion per item would be too slow.
  const beyond = gains.findIndex((gain, i) => !(gain >= -unitLosses.ofSplit[i]! - 1e-9));
  expect(beyond).toBe(-1);
  const level = computeTestLevel(4);
  const rules = {
    test,
    lossKind: 'real',
    direction,
    feedbackCap: 30,
    editCountMin: 0,
    groups: null,
  } as const;
  return {
    byZ: computePairedZ(gains) > computeTestThreshold(level),
    byTest: decideImprovement(rules, { incumbentOutcomes, outcomes, level, unitLosses }),
  };
}

function count(metric: MetricName, rounds: number, draw: (rng: Rng) => Files) {
  const rng = createRng(metric);
  const counts = { byZ: 0, byTest: 0 };
  for (let i = 0; i < rounds; i++) {
    const { byZ, byTest } = decide(metric, draw(rng));
    if (byZ) counts.byZ++;
    if (byTest) counts.byTest++;
  }
  return counts;
}

describe('limit on unobserved losses in a guarded ladder at α = .05/30', () => {
  it.each([
    ['roc_auc', moveBlock],
    ['quadratic_kappa', lowerGrades],
    ['token_f1', shiftWords],
    ['rouge_l', shiftWords],
  ] as const)(
    'prevents a false improvement by %s through rare unobserved losses, which z alone reports',
    (metric, draw) => {
      const counts = count(metric, repetitions(40, 400), draw);
      // A test at level 0.17 % reports 0.07 of 40 useless files on average, and three or more with a chance of 1 in 20,000.
      expect(counts.byZ).toBeGreaterThan(repetitions(2, 20));
      expect(counts.byTest).toBe(0);
    },
  );

  it.each(['roc_auc', 'average_precision'] as const)(
    'lets a really better order be reported by %s',
    (metric) => {
      const fileCount = repetitions(20, 100);
      const counts = count(metric, fileCount, (rng) => {
        const labels = Int32Array.from(times(() => (rng.nextUnit() < 0.4 ? 1 : 0)));
        const [before, after] = [0.7, 1.5].map((signal) =>
          byScore(Float64Array.from(labels, (label) => signal * label + drawNormal(rng))),
        );
        return { task: 'binary', classes: ['no', 'yes'], labels, before: before!, after: after! };
      });
      expect(counts.byTest).toBeGreaterThan(0.75 * fileCount);
    },
  );

  it('McNemar’s test needs no bounds for independent items, but the test of groups and that of MCC do', () => {
    const { classes, labels, before, after } = lowerGrades(createRng('groups'));
    const positions = Uint32Array.of(0, 1, 80, 81);
    const groups = Int32Array.from(times((i) => i >> 2));
    const round = { classes, labels, positions };
    for (const metric of ['accuracy', 'micro_f1'] as const)
      expect(findUnitLosses(metric, { ...round, groups: null }, before, after)).toBeNull();
    expect(findUnitLosses('mcc', { ...round, groups: null }, before, after)).not.toBeNull();
    const losses = findUnitLosses('accuracy', { ...round, groups }, before, after)!;
    expect(losses.ofSplit).toEqual(Float64Array.of(1, 1));
    expect(losses.ofRound.reduce((sum, loss) => sum + loss, 0)).toBe(itemCount / 80);
  });
});

const boundOf = (metric: MetricName) => requireLadder(metric).losses;

type RankMetric = 'spearman' | 'kendall';

const metrics: readonly RankMetric[] = ['spearman', 'kendall'];

const numbers = (predicted: Float64Array): Predictions => ({ kind: 'numbers', predicted });

const outcomesOf = (metric: RankMetric, labels: Float64Array, predicted: Float64Array) =>
  computeLadderOutcomes(metric, 'guarded-z', createRegressionScorable({ labels, predicted }));

/** Draws values from seven numbers, so that many are tied. */
const column = (n: number) => fc.array(fc.integer({ min: 0, max: 6 }), { minLength: n, maxLength: n });

const table = fc
  .integer({ min: 3, max: 25 })
  .chain((n) => fc.tuple(column(n), column(n), column(n)))
  .map(
    (columns) =>
      columns.map((values) => Float64Array.from(values)) as [Float64Array, Float64Array, Float64Array],
  );

const everywhere = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);

describe('largest possible loss of an item in a rank correlation', () => {
  it.each(metrics)('bounds the loss of each drawn item in %s', (metric) => {
    let compared = 0;
    fc.assert(
      fc.property(table, ([labels, before, after]) => {
        const [was, is] = [before, after].map((predicted) => outcomesOf(metric, labels, predicted));
        if (!is) return;
        compared++;
        const losses = boundRankLosses(
          boundOf(metric),
          labels,
          everywhere(labels.length),
          numbers(before),
          numbers(after),
        )!;
        losses.forEach((loss, i) => {
          expect((was?.[i] ?? 0) - is[i]!).toBeLessThanOrEqual(loss + 1e-9);
        });
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(200);
  });

  it('computes pseudo-values of Spearman’s ρ from the same terms', () => {
    fc.assert(
      fc.property(table, ([labels, predicted]) => {
        const outcomes = outcomesOf('spearman', labels, predicted);
        if (!outcomes) return;
        const scale = createOrderScale(labels);
        const terms = explainSpearman(scale, labels, predicted, everywhere(labels.length));
        labels.forEach((label, i) => {
          const place = scale.findPlace(label);
          expect(
            terms.slopes[i]! * scale.ranks[place]! + terms.ofLabel[place]! + terms.ofPrediction[i]!,
          ).toBeCloseTo(outcomes[i]!, 9);
        });
      }),
    );
  });

  it.each(metrics)(
    'finds no loss in %s if the order doesn’t change, and more the further an item moves',
    (metric) => {
      const n = 100;
      const labels = Float64Array.from({ length: n }, (_, i) => (i * 37) % n);
      const before = Float64Array.from({ length: n }, (_, i) => i);
      const lossesOf = (after: Float64Array) =>
        boundRankLosses(boundOf(metric), labels, everywhere(n), numbers(before), numbers(after))!;
      for (const loss of lossesOf(before.map((x) => x ** 3))) expect(loss).toBeCloseTo(0, 9);
      const moved = lossesOf(before.map((x, i) => (i === 10 ? 95 : i === 40 ? 50.5 : x)));
      expect(moved[10]).toBeGreaterThan(5 * moved[40]!);
      expect(moved[40]).toBeGreaterThan(2 * moved[0]!);
    },
  );

  it('returns null for other metrics, and throws for files that don’t match', () => {
    const some = Float64Array.of(1, 2, 3);
    expect(boundRankLosses(boundOf('rmse'), some, everywhere(3), numbers(some), numbers(some))).toBeNull();
    expect(() =>
      boundRankLosses(boundOf('kendall'), some, everywhere(3), numbers(some), numbers(some.slice(1))),
    ).toThrow(RangeError);
  });
});

describe('rank correlation on a guarded ladder with 30 submissions', () => {
  const [itemCount, n] = [2000, 800];

  /** Decides if the file is reported as an improvement: by z alone, and by z and z′ together. */
  function decide(
    metric: RankMetric,
    rng: Rng,
    labels: Float64Array,
    before: Float64Array,
    after: Float64Array,
  ): { byZ: boolean; byBoth: boolean } {
    const positions = everywhere(labels.length);
    for (let i = 0; i < n; i++) {
      const j = i + Math.floor(rng.nextUnit() * (labels.length - i));
      [positions[i], positions[j]] = [positions[j]!, positions[i]!];
    }
    const split = positions.subarray(0, n);
    const select = (values: Float64Array) => Float64Array.from(split, (i) => values[i]!);
    const [was, is] = [before, after].map(
      (predicted) => outcomesOf(metric, select(labels), select(predicted))!,
    );
    const gains = is!.map((outcome, i) => outcome - was![i]!);
    const losses = boundRankLosses(boundOf(metric), select(labels), split, numbers(before), numbers(after))!;
    const threshold = computeTestThreshold(computeTestLevel(4));
    const byZ = computePairedZ(gains) > threshold;
    return {
      byZ,
      byBoth: byZ && computeGuardedZ(gains, uniteLosses(losses, null, split), threshold).z > threshold,
    };
  }

  const count = (times: number, run: (rng: Rng) => { byZ: boolean; byBoth: boolean }, seed: string) => {
    const rng = createRng(seed);
    const counts = { byZ: 0, byBoth: 0 };
    for (let i = 0; i < times; i++) {
      const { byZ, byBoth } = run(rng);
      if (byZ) counts.byZ++;
      if (byBoth) counts.byBoth++;
    }
    return counts;
  };

  it.each(metrics)(
    'refuses by %s a file that z alone would report: it moves a block of items whose few low labels are not in the sample',
    (metric) => {
      const counts = count(
        repetitions(60, 600),
        (rng) => {
          // One label in fifty is low, inside the moved block as well as outside, so moving the block from bottom to top
          // gains nothing.
          const labels = Float64Array.from({ length: itemCount }, (_, i) => (i % 50 === 0 ? 0 : 1));
          const before = labels.map((label) => 2 * label + drawNormal(rng));
          const block = (at: number) => before.map((x, i) => (i < 200 ? at + x / 100 : x));
          return decide(metric, rng, labels, block(-9), block(9));
        },
        'low',
      );
      // A test at level 0.17 % reports 0.1 of 60 useless files on average, and three or more with a chance of 1 in 6,000.
      expect(counts.byZ).toBeGreaterThan(repetitions(2, 20));
      expect(counts.byBoth).toBe(0);
    },
  );

  it.each(metrics)('nearly always reports a %s correlation that rises from .5 to .7', (metric) => {
    const fileCount = repetitions(20, 100);
    const counts = count(
      fileCount,
      (rng) => {
        const labels = Float64Array.from({ length: itemCount }, () => drawNormal(rng));
        const [before, after] = [0.5, 0.7].map((r) =>
          labels.map((label) => r * label + Math.sqrt(1 - r * r) * drawNormal(rng)),
        );
        return decide(metric, rng, labels, before!, after!);
      },
      'honest',
    );
    expect(counts.byBoth).toBeGreaterThan(0.83 * fileCount);
  });
});

const classesOf = (...predicted: number[]): Predictions => ({
  kind: 'classes',
  predicted: Int32Array.from(predicted),
  probabilities: null,
});

describe('largest loss of an item by its predicted class', () => {
  it('equals the loss with the worst label, for changed and unchanged predictions', () => {
    const rng = createRng('classes');
    const [was, is] = [0, 1].map(() => Array.from({ length: 9 }, () => rng.nextUnit()));
    const explain = (table: number[]) => (label: number, predicted: number) => table[3 * label + predicted]!;
    const losses = boundClassLosses(
      3,
      { before: explain(was!), after: explain(is!) },
      classesOf(0, 1, 2, 2),
      classesOf(2, 1, 0, 2),
    );
    const worst = (u: number, v: number) =>
      Math.max(0, ...[0, 1, 2].map((label) => was![3 * label + u]! - is![3 * label + v]!));
    expect(losses).toEqual(Float64Array.of(worst(0, 2), worst(1, 1), worst(2, 0), worst(2, 2)));
  });

  it('counts the influences of a file with an undefined score as 0', () => {
    const losses = boundClassLosses(
      2,
      { before: null, after: (label, said) => (label === said ? 2 : -3) },
      classesOf(0, 1),
      classesOf(1, 1),
    );
    expect(losses).toEqual(Float64Array.of(3, 3));
  });

  it('throws for files that do not match', () => {
    const explain = { before: () => 0, after: () => 0 };
    expect(() => boundClassLosses(2, explain, classesOf(0), classesOf(1, 1))).toThrow(RangeError);
    expect(() => boundClassLosses(2, explain, classesOf(0), { kind: 'texts', predicted: ['a'] })).toThrow(
      RangeError,
    );
  });
});

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });

const labels = fc.array(number, { minLength: 1, maxLength: 40 }).map((values) => Float64Array.from(values));

describe('range of labels that a ladder assumes', () => {
  it('contains every label, and is at most 1.5 times as wide as the range of the labels', () => {
    fc.assert(
      fc.property(labels, (drawn) => {
        const { lower, upper, magnitudeMin } = widenLabelRange(drawn);
        for (const label of drawn) {
          expect(label).toBeGreaterThanOrEqual(lower);
          expect(label).toBeLessThanOrEqual(upper);
          expect(Math.abs(label)).toBeGreaterThanOrEqual(magnitudeMin);
        }
        const spread = drawn.reduce((a, b) => Math.max(a, b)) - drawn.reduce((a, b) => Math.min(a, b));
        // For numbers below the smallest normal double there is no step that could limit the width.
        if (spread > 1e-300) expect(upper - lower).toBeLessThanOrEqual(1.5 * spread * (1 + 1e-9));
      }),
    );
  });

  it('depends on the labels only through the steps that contain their extremes', () => {
    expect(widenLabelRange(Float64Array.of(1.1, 50, 98.7))).toEqual({
      lower: 0,
      upper: 112,
      magnitudeMin: 1,
    });
    expect(widenLabelRange(Float64Array.of(1.2, 3, 4, 110.2))).toEqual({
      lower: 0,
      upper: 112,
      magnitudeMin: 1,
    });
  });

  it('has at most one step if all labels are equal, and no width if all labels are 0', () => {
    expect(widenLabelRange(Float64Array.of(5, 5))).toEqual({ lower: 5, upper: 5, magnitudeMin: 5 });
    expect(widenLabelRange(Float64Array.of(5.3))).toEqual({ lower: 5, upper: 6, magnitudeMin: 5 });
    expect(widenLabelRange(Float64Array.of(0))).toEqual({ lower: 0, upper: 0, magnitudeMin: 0 });
    expect(() => widenLabelRange(new Float64Array(0))).toThrow(RangeError);
  });

  it('has finite ends for labels as far apart as doubles can be', () => {
    const { lower, upper } = widenLabelRange(Float64Array.of(-1.7e308, 1.7e308));
    expect(lower).toBeLessThanOrEqual(-1.7e308);
    expect(upper).toBeGreaterThanOrEqual(1.7e308);
  });
});
