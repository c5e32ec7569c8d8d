import { computeBettingP } from '@/lib/core/feedback/ladder/bet-on-gains';
import {
  computeLadderOutcomes,
  directionOfOutcomes,
} from '@/lib/core/feedback/ladder/compute-ladder-outcomes';
import { countDiscordant } from '@/lib/core/feedback/ladder/discordant-counts';
import { findUnitLosses } from '@/lib/core/feedback/ladder/find-unit-losses';
import { computeGuardedZ } from '@/lib/core/feedback/ladder/guarded-z';
import { computePairedGains } from '@/lib/core/feedback/ladder/paired-gains';
import { computePairedZ } from '@/lib/core/feedback/ladder/paired-z';
import { computeTestThreshold } from '@/lib/core/feedback/ladder/test-level';
import type { LadderTest } from '@/lib/core/metrics/metric';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { selectPart } from '@/lib/core/scoring/score-part';
import { selectGroups } from '@/lib/core/scoring/select-groups';
import { computeOneSidedMcNemarP } from '@/lib/core/statistics/mcnemar';
import { computeStudentQuantile } from '@/lib/core/statistics/student-distribution';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { FilesOfRound } from './files-of-round';

/** By which tests a file is announced as better than the other one, at one level. */
export type Verdicts = {
  readonly z: boolean;
  readonly guarded: boolean;
  readonly bet: boolean;
  readonly mcnemar: boolean;
};

const none: Verdicts = { z: false, guarded: false, bet: false, mcnemar: false };

/**
 * What each test says of two files by a metric, whichever one the metric names: z of the paired gains, z with z′ (guarded), z with the
 * bet, and of recall exact McNemar. The feedback part is the first `partCount` items. A part that lacks a class has no score to announce.
 */
export function judgeFiles(
  metric: MetricName,
  files: FilesOfRound,
  partCount: number,
  levels: readonly number[],
): readonly Verdicts[] {
  const { task, classes, labels, before, after } = files;
  const positions = new Uint32Array(partCount).map((_, i) => i);
  const groups = selectGroups(files.groups, positions);
  const { ladder } = metricByName[metric];
  const test: LadderTest = ladder.test.startsWith('mcnemar') ? 'guarded-z' : ladder.test;
  const outcomesOf = (predictions: Predictions, by: LadderTest) =>
    computeLadderOutcomes(
      metric,
      by,
      selectPart({ rules: { task, classes }, labels, positions, predictions }),
    );
  const [was, is] = [before, after].map((file) => outcomesOf(file, test));
  if (!was || !is) return levels.map(() => none);
  const gains = computePairedGains({ direction: directionOfOutcomes(metric, test), groups }, was, is);
  const losses = findUnitLosses(
    metric,
    { classes, labels, groups: groups && files.groups, positions },
    before,
    after,
    test,
  );
  const z = computePairedZ(gains);
  const hits =
    ladder.test === 'mcnemar-of-positives' && groups === null
      ? countDiscordant(outcomesOf(before, ladder.test)!, outcomesOf(after, ladder.test)!, 'higher')
      : null;
  return levels.map((level) => {
    const threshold =
      groups === null ? computeTestThreshold(level) : -computeStudentQuantile(level, gains.length - 1);
    const byZ = z > threshold;
    return {
      z: byZ,
      guarded: byZ && losses !== null && computeGuardedZ(gains, losses, threshold).z > threshold,
      bet: byZ && losses !== null && computeBettingP(gains, losses, level) < level,
      mcnemar: hits !== null && hits.won > hits.lost && computeOneSidedMcNemarP(hits.won, hits.lost) < level,
    };
  });
}
