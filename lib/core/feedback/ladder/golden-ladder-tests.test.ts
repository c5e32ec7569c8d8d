import { describe, expect, it } from 'vitest';
import { countImprovements } from '@/research/bench/losses/climb';
import { scenarios } from '@/research/bench/losses/scenarios';
import { repetitions } from '@/testing/stress';
import type { Task } from '../../benchmark';
import { type MetricName, metricByName } from '../../metrics/metric-name';
import { selectGroups } from '../../scoring/item-outcomes';
import { selectSplit } from '../../scoring/score-split';
import { computeStudentQuantile } from '../../statistics/student-distribution';
import type { Predictions } from '../../submission/predictions';
import { findUnitLosses } from './find-unit-losses';
import golden from './golden-ladder-tests.json';
import { computeGuardedZ, computePairedGains, computePairedZ } from './guarded-z';
import { computeLadderOutcomes } from './ladder-rules';
import { computeTestThreshold } from './wins-needed';

type Data = (typeof golden.data)[number];

/**
 * Converts the golden data to predictions: for metrics of probabilities, scores become log-odds of the second class; for
 * metrics of classes, predicted classes are taken over.
 */
function toPredictions({ predicted, scores }: Data['before'], metric: MetricName): Predictions {
  if (metricByName[metric].needs === 'classes')
    return { kind: 'classes', predicted: Int32Array.from(predicted), probabilities: null };
  const shares = scores.map((score) => 1 / (1 + Math.exp(-score)));
  return {
    kind: 'probabilities',
    predicted: Int32Array.from(scores, (score) => (score > 0 ? 1 : 0)),
    probabilities: Float64Array.from(shares.flatMap((share) => [1 - share, share])),
  };
}

function compareFiles(data: Data, metric: MetricName, level: number) {
  const classes = Array.from({ length: data.classCount }, (_, c) => `class ${c}`);
  const task: Task = data.classCount === 2 ? 'binary' : 'multiclass';
  const labels = Int32Array.from(data.labels);
  const positions = Uint32Array.from(data.positions);
  const ofRound = data.groups && Int32Array.from(data.groups);
  const groups = selectGroups(ofRound, positions);
  const [before, after] = [data.before, data.after].map((file) => toPredictions(file, metric));
  const [was, is] = [before!, after!].map((predictions) =>
    computeLadderOutcomes(
      metric,
      'guarded-z',
      selectSplit({ rules: { task, classes }, labels, positions, predictions }),
    ),
  );
  const gains = computePairedGains({ direction: 'higher', groups }, was!, is!);
  const losses = findUnitLosses(
    metric,
    { classes, labels, groups: ofRound, positions },
    before!,
    after!,
    'guarded-z',
  )!;
  const threshold =
    groups === null ? computeTestThreshold(level) : -computeStudentQuantile(level, gains.length - 1);
  const { stake, z } = computeGuardedZ(gains, losses, threshold);
  return { threshold, z: computePairedZ(gains), stake, guardedZ: z };
}

describe('guarded z computed by numpy and scipy, with pseudo-values by numerical derivatives', () => {
  it.each(golden.cases)(
    'equals ours by $metric at level $level on the data “$data”',
    ({ data: name, metric, level, ...expected }) => {
      const data = golden.data.find((set) => set.name === name)!;
      const found = compareFiles(data, metric as MetricName, level);
      for (const key of ['threshold', 'z', 'stake', 'guardedZ'] as const)
        expect(Math.abs(found[key] - expected[key]) / Math.max(1, Math.abs(expected[key])), key).toBeLessThan(
          2e-8,
        );
    },
  );
});

const draws = repetitions(60, 1000);

describe('power of the ladder’s test', () => {
  // Selects the rows whose rounds the bench also simulates. The rows of two hundred groups need a larger round.
  const rows = golden.powers.filter(({ title, metric }) =>
    scenarios.some((one) => one.title === title && one.metric === metric),
  );

  it('covers all golden scenarios but one, which needs a larger round', () => {
    expect(rows).toHaveLength(golden.powers.length - 1);
  });

  it.each(rows)(
    'equals the power computed by another program for $metric in the scenario “$title”',
    ({ title, metric, draws: other, z, told }) => {
      const place = scenarios.findIndex((one) => one.title === title && one.metric === metric);
      const counts = countImprovements({ place, repetitionCount: draws, partCount: 1000 });
      for (const [k, by] of counts.slice(0, z.length).entries()) {
        const test = metric === 'recall' ? 'mcnemar' : 'guarded';
        if (metric !== 'recall') expectShare(by.z, z[k]!, other);
        expectShare(by[test], told[k]!, other);
      }
    },
  );
});

/** Two estimates of the same probability differ by more than five standard errors once in a million times. */
function expectShare(count: number, share: number, other: number): void {
  const pooled = (count + 1 + share * other) / (draws + 2 + other);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / draws + 1 / other));
  expect(Math.abs(count / draws - share)).toBeLessThan(5 * error);
}
