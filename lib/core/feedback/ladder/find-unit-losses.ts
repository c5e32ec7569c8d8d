import type { ExplainClasses } from '../../metrics/metric';
import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import type { LabelColumn } from '../../scoring/label-column';
import { selectPart } from '../../scoring/score-part';
import type { Predictions } from '../../submission/predictions';
import { boundAreaLosses } from './area-losses';
import { boundClassLosses } from './class-losses';
import { findLadderTest, requireLadder } from './find-ladder-test';
import { widenLabelRange } from './label-range';
import { boundOutcomeLosses, type OutcomeRules } from './outcome-losses';
import { boundPossibleLosses } from './possible-losses';
import { boundRankLosses } from './rank-losses';
import { boundTextLosses } from './text-losses';
import { type UnitLosses, uniteLosses } from './unit-losses';

/** A round as its ladder reads it. */
export type RoundOfFiles = OutcomeRules & {
  /** Of the whole round; those of the final part are read for their range alone, by RMSE, R² and MAPE. */
  readonly labels: LabelColumn;
  /** The index of each item's group in the round; null where the part's items are independent. */
  readonly groups: Int32Array | null;
  /** The items of the feedback part. */
  readonly positions: Uint32Array;
};

/**
 * What the units of a round could lose from the file to beat to another one, where the test is guarded z; null where it isn't.
 */
export function findUnitLosses(
  metric: MetricName,
  round: RoundOfFiles,
  before: Predictions,
  after: Predictions,
  test = findLadderTest(metric, round.groups !== null),
): UnitLosses | null {
  if (test !== 'guarded-z') return null;
  const losses = boundLosses(metric, round, before, after);
  return losses && uniteLosses(losses, round.groups, round.positions);
}

function boundLosses(
  metric: MetricName,
  round: RoundOfFiles,
  before: Predictions,
  after: Predictions,
): Float64Array | null {
  const { classes, labels, positions } = round;
  const { losses: bound } = requireLadder(metric);
  if (bound === 'outcomes') return boundOutcomeLosses(metric, round, before, after);
  if (labels instanceof Float64Array) {
    const inPart = Float64Array.from(positions, (i) => labels[i]!);
    return (
      boundRankLosses(bound, inPart, positions, before, after) ??
      boundPossibleLosses(bound, widenLabelRange(labels), before, after)
    );
  }
  if (labels instanceof Int32Array) {
    if (bound === 'confusion-cells') {
      const [was, is] = [before, after].map((file) => explainFile(metric, round, file));
      return boundClassLosses(classes.length, { before: was!, after: is! }, before, after);
    }
    const inPart = Int32Array.from(positions, (i) => labels[i]!);
    return boundAreaLosses(bound, classes, { labels: inPart, positions }, before, after);
  }
  return boundTextLosses(bound, before, after);
}

function explainFile(
  metric: MetricName,
  { classes, labels, positions }: RoundOfFiles,
  predictions: Predictions,
): ExplainClasses | null {
  const task = classes.length === 2 ? 'binary' : 'multiclass';
  const explained = metricByName[metric].explainClasses?.(
    selectPart({ rules: { task, classes }, labels, positions, predictions }),
  );
  return explained?.ok ? explained.value : null;
}
