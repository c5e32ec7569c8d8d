import { describe, expect, it } from 'vitest';
import { repetitions } from '@/testing/stress';
import type { Task } from '../../benchmark';
import type { MetricName } from '../../metrics/metric-name';
import type { LabelColumn } from '../../scoring/label-column';
import { selectPart } from '../../scoring/score-part';
import { drawNormal } from '../../statistics/draw-normal';
import { createRng, type Rng } from '../../statistics/rng';
import type { Predictions } from '../../submission/predictions';
import { computeLadderOutcomes, directionOfOutcomes } from './compute-ladder-outcomes';
import { decideImprovement } from './decide-improvement';
import { findLadderTest } from './find-ladder-test';
import { findUnitLosses } from './find-unit-losses';
import { computePairedGains } from './paired-gains';
import { computePairedZ } from './paired-z';
import { computeTestLevel, computeTestThreshold } from './test-level';

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

/** One item in fifty is positive, in a block that moves from the top to the bottom as everywhere: nothing is gained. */
function moveBlock(rng: Rng): Files {
  const labels = Int32Array.from(times(() => (rng.nextUnit() < 0.02 ? 1 : 0)));
  const scores = Float64Array.from(labels, (label) => 2 * label + drawNormal(rng));
  const move = (by: number) => byScore(scores.map((x, i) => (i % 20 === 0 ? by + (x % 1) : x)));
  return { task: 'binary', classes: ['no', 'yes'], labels, before: move(9), after: move(-9) };
}

/** Items that gain a step five times in six, and else lose seven. */
function lowerGrades(rng: Rng): Files {
  const isChanged = (i: number) => i % 80 === 0;
  const labels = Int32Array.from(times((i) => (isChanged(i) ? (rng.nextUnit() < 1 / 6 ? 4 : 0) : i % 5)));
  const say = (grade: number) => byClass(labels.map((label, i) => (isChanged(i) ? grade : label)));
  return { task: 'multiclass', classes: ['0', '1', '2', '3', '4'], labels, before: say(1), after: say(0) };
}

/** Answers that have three words of thirty instead of two, and are wrong where the two-word answer was all that was wanted. */
function shiftWords(rng: Rng): Files {
  const [before, after] = [`v0 v1 ${'x '.repeat(28)}`, `v0 v1 v2 ${'y '.repeat(27)}`];
  const accepted = Array.from({ length: 30 }, (_, i) => `v${i}`).join(' ');
  const isChanged = (i: number) => i % 50 === 0;
  const labels = times((i) => (isChanged(i) ? (rng.nextUnit() < 0.05 ? before : accepted) : 'same'));
  const say = (text: string) => byText(times((i) => (isChanged(i) ? text : 'same')));
  return { task: 'text', classes: [], labels, before: say(before), after: say(after) };
}

/** Whether z announces a file, and whether the metric's test does. The items are alike: the first ones are the part. */
function decide(metric: MetricName, files: Files): { byZ: boolean; byTest: boolean } {
  const positions = Uint32Array.from({ length: partCount }, (_, i) => i);
  const test = findLadderTest(metric, false);
  const [incumbentOutcomes, outcomes] = [files.before, files.after].map((predictions) =>
    computeLadderOutcomes(
      metric,
      test,
      selectPart({ rules: files, labels: files.labels, positions, predictions }),
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
  // One expectation a file: of every item it would take more time than all the rest.
  const beyond = gains.findIndex((gain, i) => !(gain >= -unitLosses.ofPart[i]! - 1e-9));
  expect(beyond).toBe(-1);
  const level = computeTestLevel(4);
  const rules = { test, lossKind: 'real', direction, answersCap: 30, editCountMin: 0, groups: null } as const;
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

describe('what a round could lose on a guarded ladder at α = .05/30', () => {
  it.each([
    ['roc_auc', moveBlock],
    ['quadratic_kappa', lowerGrades],
    ['token_f1', shiftWords],
    ['rouge_l', shiftWords],
  ] as const)('keeps %s from being taken in by rare losses that were not drawn, as z is', (metric, draw) => {
    const counts = count(metric, repetitions(40, 400), draw);
    // z may announce 0.17 %: of 40 files a fifteenth of one, and three with a chance of 1 in 20,000.
    expect(counts.byZ).toBeGreaterThan(repetitions(2, 20));
    expect(counts.byTest).toBe(0);
  });

  it.each(['roc_auc', 'average_precision'] as const)('lets a better order show by %s', (metric) => {
    const fileCount = repetitions(20, 100);
    const counts = count(metric, fileCount, (rng) => {
      const labels = Int32Array.from(times(() => (rng.nextUnit() < 0.4 ? 1 : 0)));
      const [before, after] = [0.7, 1.5].map((signal) =>
        byScore(Float64Array.from(labels, (label) => signal * label + drawNormal(rng))),
      );
      return { task: 'binary', classes: ['no', 'yes'], labels, before: before!, after: after! };
    });
    expect(counts.byTest).toBeGreaterThan(0.75 * fileCount);
  });

  it('is asked where the metric’s test asks, of independent items or of groups', () => {
    const { classes, labels, before, after } = lowerGrades(createRng('groups'));
    const positions = Uint32Array.of(0, 1, 80, 81);
    const groups = Int32Array.from(times((i) => i >> 2));
    const round = { classes, labels, positions };
    for (const metric of ['accuracy', 'micro_f1'] as const)
      expect(findUnitLosses(metric, { ...round, groups: null }, before, after)).toBeNull();
    expect(findUnitLosses('mcc', { ...round, groups: null }, before, after)).not.toBeNull();
    const losses = findUnitLosses('accuracy', { ...round, groups }, before, after)!;
    expect(losses.ofPart).toEqual(Float64Array.of(1, 1));
    expect(losses.ofRound.reduce((sum, loss) => sum + loss, 0)).toBe(itemCount / 80);
  });
});
