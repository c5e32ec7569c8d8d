import type { Direction } from '../../benchmark';
import type { LadderRule, LadderTest } from '../../metrics/metric';
import { type MetricName, metricByName } from '../../metrics/metric-name';
import type { Scorable } from '../../metrics/scorable/scorable';
import { computeItemOutcomes } from '../../scoring/item-outcomes';

/**
 * `zero-one`: an item's outcome is 0 or 1. `real`: any number. The metric is the mean of the outcomes, or another
 * function of them.
 */
export const lossKinds = ['zero-one', 'real'] as const;

export type LossKind = (typeof lossKinds)[number];

/** The ladder's rules in a round, which are the same for all submissions of a team. */
export type LadderRules = {
  /**
   * The statistical test that decides if a submission is better by this metric (`findLadderTest`); it also depends on the
   * items being independent or in groups.
   */
  readonly test: LadderTest;
  /**
   * Kind of outcomes, which determines the digits of a reported score: by the number of items for 0/1 outcomes, by the
   * score's own standard error for others.
   */
  readonly lossKind: LossKind;
  /** Which outcomes are better: `higher` for correctness, `lower` for losses. */
  readonly direction: Direction;
  /** K, the maximum number of times that a team group gets feedback: see `computeFeedbackCap`. */
  readonly feedbackCap: number;
  /** Minimum number of items in which a file must differ from every earlier one, see `computeEditCountMin`. */
  readonly editCountMin: number;
  /** For each item of the feedback split the index of its group; null where the items are independent. */
  readonly groups: Int32Array | null;
};

/**
 * Returns the rules of ladders for a metric. Throws for a metric without such rules, whose benchmarks are all `final-only`
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
 * Computes the values that the ladder's test compares, one number per item. For guarded z these are the pseudo-values, whose
 * mean is the score, or the items' own losses for metrics that are functions of the losses. For exact McNemar they are the
 * hits; by recall the hits on items of the positive class, and 0 for all other items. Null where the values don't exist.
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

/**
 * Which outcomes are better. For R² the outcomes are squared errors, so lower outcomes are better although a higher R² is
 * better.
 */
export const directionOfOutcomes = (metric: MetricName, test: LadderTest): Direction =>
  findPseudoValues(metric, test) ? metricByName[metric].direction : metricByName[metric].outcomes.direction;

const findPseudoValues = (metric: MetricName, test: LadderTest) =>
  test === 'guarded-z' ? metricByName[metric].computePseudoValues : null;
