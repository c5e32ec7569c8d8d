import type { Direction } from '../../benchmark';
import type { LadderRule, LadderTest } from '../../metrics/metric';
import { type MetricName, metricByName } from '../../metrics/metric-name';
import type { Scorable } from '../../metrics/scorable/scorable';
import { computeItemOutcomes } from '../../scoring/item-outcomes';

/** `zero-one`: an item's outcome is 0 or 1. `real`: any number. The metric is the mean of the outcomes, or rises with it. */
export const lossKinds = ['zero-one', 'real'] as const;

export type LossKind = (typeof lossKinds)[number];

/** Rules that are the same for all submissions of a team in a round. */
export type LadderRules = {
  /** The test that decides by the metric, for independent items or groups: `findLadderTest`. */
  readonly test: LadderTest;
  /**
   * Kind of losses, which sets the digits of a reported score: those of a share of items, or those of the score's own standard
   * error.
   */
  readonly lossKind: LossKind;
  /** Direction of better outcomes: `higher` for correctness, `lower` for losses. */
  readonly direction: Direction;
  /** K, the maximum number of times that the group gets feedback: see `computeFeedbackCap`. */
  readonly feedbackCap: number;
  /** Minimum number of items in which a file must differ from every earlier one, see `computeEditCountMin`. */
  readonly editCountMin: number;
  /** Index of the group of each feedback item; null where the items are independent. */
  readonly groups: Int32Array | null;
};

/**
 * Finds the ladder's rule of a metric. Throws for a metric without one, whose benchmarks are all `final-only`
 * (`decideBenchmarkRules`).
 */
export function requireLadder(metric: MetricName): LadderRule {
  const { ladder } = metricByName[metric];
  if (ladder === null) throw new Error(`no ladder decides by ${metric}`);
  return ladder;
}

/**
 * The test by which a ladder compares files by this metric. For groups it is guarded z, since McNemar's count of items requires
 * independent items.
 */
export const findLadderTest = (metric: MetricName, isGrouped: boolean): LadderTest => {
  const { test } = requireLadder(metric);
  return isGrouped ? 'guarded-z' : test;
};

/**
 * Values that a test of the ladder compares, one number per item. For guarded z these are the pseudo-values, whose mean is the
 * score, or the items' own losses for metrics that are functions of the losses. For exact McNemar they are the hits; by recall
 * the hits on items of the positive class, and 0 for all other items. Null where the values don't exist.
 */
export function computeLadderOutcomes(
  metric: MetricName,
  test: LadderTest,
  s: Scorable,
): Float64Array | null {
  const computePseudoValues = findPseudoValues(metric, test);
  const values = computePseudoValues ? computePseudoValues(s) : computeItemOutcomes(metric, s);
  if (!values.ok) return null;
  if (test !== 'mcnemar-of-positives') return values.value;
  const { labels } = s;
  return values.value.map((hit, i) => (labels[i] === 1 ? hit : 0));
}

/** Direction of the outcomes: R² rises where squared errors fall. */
export const directionOfOutcomes = (metric: MetricName, test: LadderTest): Direction =>
  findPseudoValues(metric, test) ? metricByName[metric].direction : metricByName[metric].outcomes.direction;

const findPseudoValues = (metric: MetricName, test: LadderTest) =>
  test === 'guarded-z' ? metricByName[metric].computePseudoValues : null;
