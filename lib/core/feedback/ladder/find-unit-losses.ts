import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import type { LabelColumn } from '../../scoring/label-column';
import type { Predictions } from '../../submission/predictions';
import { boundAreaLosses } from './area-losses';
import { boundClassLosses } from './class-losses';
import { widenLabelRange } from './label-range';
import { boundPossibleLosses } from './possible-losses';
import { boundRankLosses } from './rank-losses';
import { boundTextLosses } from './text-losses';
import { type UnitLosses, uniteLosses } from './unit-losses';

/**
 * What the units of a round could lose from the file to beat to another one, where a Δ made of the two files doesn't guard their
 * comparison; null where it does, where 0/1 outcomes of independent items are tested exactly, and for metrics without such a bound (chrF,
 * BLEU, calibration error: docs/papers/possible-losses.md).
 *
 * @param labels of the whole round; those of the final part are read for their range alone, by RMSE, R² and MAPE
 * @param groups the index of each item's group in the round; null where the part's items are independent
 * @param positions the items of the feedback part
 */
export function findUnitLosses(
  metric: MetricName,
  round: {
    readonly classes: readonly string[];
    readonly labels: LabelColumn;
    readonly groups: Int32Array | null;
    readonly positions: Uint32Array;
  },
  before: Predictions,
  after: Predictions,
): UnitLosses | null {
  const losses = boundLosses(metric, round, before, after);
  return losses && uniteLosses(losses, round.groups, round.positions);
}

function boundLosses(
  metric: MetricName,
  { classes, labels, groups, positions }: Parameters<typeof findUnitLosses>[1],
  before: Predictions,
  after: Predictions,
): Float64Array | null {
  const { ladder, outcomes } = metricByName[metric];
  const bound = ladder.losses;
  if (labels instanceof Float64Array) {
    const inPart = Float64Array.from(positions, (i) => labels[i]!);
    return (
      boundRankLosses(bound, inPart, positions, before, after) ??
      boundPossibleLosses(bound, widenLabelRange(labels), before, after)
    );
  }
  if (labels instanceof Int32Array) {
    const inPart = Int32Array.from(positions, (i) => labels[i]!);
    const isExactTest = outcomes.kind === 'zero-one' && groups === null;
    if (isExactTest) return null;
    return (
      boundAreaLosses(bound, classes, { labels: inPart, positions }, before, after) ??
      boundClassLosses(bound, classes, before, after)
    );
  }
  return boundTextLosses(bound, before, after);
}
