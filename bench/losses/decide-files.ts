import { computeLadderOutcomes } from '@/lib/core/feedback/ladder/compute-ladder-outcomes';
import { decideLadderAnswer } from '@/lib/core/feedback/ladder/decide-ladder-answer';
import { findUnitLosses } from '@/lib/core/feedback/ladder/find-unit-losses';
import type { LadderRules } from '@/lib/core/feedback/ladder/ladder-rules';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { selectPart } from '@/lib/core/scoring/score-part';
import { selectGroups } from '@/lib/core/scoring/select-groups';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { FilesOfRound } from './files-of-round';

export type Decided = { readonly byZ: boolean; readonly byLadder: boolean };

/**
 * Whether a file is announced: by z alone, and by the ladder as it is. The feedback part is the first `partCount` items, or the first
 * groups that hold so many.
 */
export function decideFiles(
  metric: MetricName,
  files: FilesOfRound,
  { answersCap, partCount }: { readonly answersCap: number; readonly partCount: number },
): Decided {
  const { task, classes, labels, before, after } = files;
  const positions = Uint32Array.from({ length: partCount }, (_, i) => i);
  const groups = selectGroups(files.groups, positions);
  const { kind: lossKind, direction } = metricByName[metric].outcomes;
  const rules: LadderRules = {
    lossKind,
    direction,
    criterion: { kind: 'guarded', answersCap },
    editCountMin: 0,
    groups,
    seed: 'losses',
  };
  const outcomesOf = (predictions: Predictions) =>
    computeLadderOutcomes(metric, selectPart({ rules: { task, classes }, labels, positions, predictions }));
  const [incumbentOutcomes, outcomes] = [outcomesOf(before), outcomesOf(after)];
  // A part that lacks a class has no score to announce.
  if (!incumbentOutcomes || !outcomes) return { byZ: false, byLadder: false };
  const round = { classes, labels, groups: groups && files.groups, positions };
  const announces = (isGuarded: boolean) =>
    decideLadderAnswer({
      rules,
      incumbentOutcomes,
      outcomes,
      publicScale: null,
      unitLosses: isGuarded ? findUnitLosses(metric, round, before, after) : null,
      estimate: null,
      seed: 'losses',
    }).outcome === 'improved';
  const byZ = announces(false);
  return { byZ, byLadder: byZ && announces(true) };
}
