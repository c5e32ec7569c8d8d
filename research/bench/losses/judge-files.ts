import type { Task } from '@/lib/core/benchmark';
import { findUnitLosses } from '@/lib/core/feedback/ladder/find-unit-losses';
import { computeGuardedZ, computePairedGains, computePairedZ } from '@/lib/core/feedback/ladder/guarded-z';
import {
  computeLadderOutcomes,
  directionOfOutcomes,
  requireLadder,
} from '@/lib/core/feedback/ladder/ladder-rules';
import { computeTestThreshold, countDiscordant } from '@/lib/core/feedback/ladder/wins-needed';
import type { LadderTest } from '@/lib/core/metrics/metric';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { selectGroups } from '@/lib/core/scoring/item-outcomes';
import type { LabelColumn } from '@/lib/core/scoring/label-column';
import { selectSplit } from '@/lib/core/scoring/score-split';
import { computeOneSidedMcNemarP } from '@/lib/core/statistics/mcnemar';
import { computeStudentQuantile } from '@/lib/core/statistics/student-distribution';
import type { Predictions } from '@/lib/core/submission/predictions';

/** Tests by which a file is reported as better than the other one, at one level. */
export type Verdicts = { readonly z: boolean; readonly guarded: boolean; readonly mcnemar: boolean };

const none: Verdicts = { z: false, guarded: false, mcnemar: false };

/**
 * Compares two files of a round by each test, at each level: z of the paired gains alone, z with z′ (guarded), and exact McNemar
 * for hits of independent items. The feedback split is the first `partCount` items. A split that lacks a class gives no report.
 */
export function judgeFiles(
  metric: MetricName,
  files: FilesOfRound,
  partCount: number,
  levels: readonly number[],
): readonly Verdicts[] {
  const { labels, before, after } = files;
  const rules = { ...files, logLossClip: 1e-4 };
  const positions = new Uint32Array(partCount).map((_, i) => i);
  const groups = selectGroups(files.groups, positions);
  const { test } = requireLadder(metric);
  const outcomesOf = (predictions: Predictions, by: LadderTest) =>
    computeLadderOutcomes(metric, by, selectSplit({ rules, labels, positions, predictions }));
  const [was, is] = [before, after].map((file) => outcomesOf(file, 'guarded-z'));
  if (!was || !is) return levels.map(() => none);
  const gains = computePairedGains({ direction: directionOfOutcomes(metric, 'guarded-z'), groups }, was, is);
  const losses = findUnitLosses(
    metric,
    { ...rules, groups: groups && files.groups, positions },
    before,
    after,
    'guarded-z',
  );
  const z = computePairedZ(gains);
  const hits =
    test === 'guarded-z' || groups !== null
      ? null
      : countDiscordant(outcomesOf(before, test)!, outcomesOf(after, test)!, 'higher');
  return levels.map((level) => {
    const threshold =
      groups === null ? computeTestThreshold(level) : -computeStudentQuantile(level, gains.length - 1);
    const byZ = z > threshold;
    return {
      z: byZ,
      guarded: byZ && losses !== null && computeGuardedZ(gains, losses, threshold).z > threshold,
      mcnemar: hits !== null && hits.won > hits.lost && computeOneSidedMcNemarP(hits.won, hits.lost) < level,
    };
  });
}

/** A round's labels with the current best and a new file. */
export type FilesOfRound = {
  readonly task: Task;
  readonly classes: readonly string[];
  readonly labels: LabelColumn;
  /** The index of each item's group; null where items are independent. */
  readonly groups: Int32Array | null;
  readonly before: Predictions;
  readonly after: Predictions;
};

export function fill(itemCount: number, draw: (i: number) => number): Float64Array<ArrayBuffer> {
  const values = new Float64Array(itemCount);
  for (let i = 0; i < itemCount; i++) values[i] = draw(i);
  return values;
}

export const ofNumbers = (labels: Float64Array, before: Float64Array, after: Float64Array): FilesOfRound => ({
  task: 'regression',
  classes: [],
  labels,
  groups: null,
  before: { kind: 'numbers', predicted: before },
  after: { kind: 'numbers', predicted: after },
});
