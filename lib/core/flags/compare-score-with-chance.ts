import { findBaselineAnswer, repeatBaseline } from '../feedback/ladder/baseline-answer';
import { computePairedGains } from '../feedback/ladder/paired-gains';
import { computePairedZ } from '../feedback/ladder/paired-z';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import type { RegressionScorable, TextScorable } from '../metrics/scorable/scorable';
import { computeItemOutcomes } from '../scoring/item-outcomes';
import { createRng } from '../statistics/rng';
import type { ScoreComparison } from './chance-level';

/**
 * A score against chance. For numbers chance is the best constant answer (`findBaselineAnswer`), which has no correlation of ranks with
 * anything: 0. For texts, of which none is typical, it is the submission's own answers dealt to the items at random, once. z is that
 * of the paired gains in the outcomes of items, of groups of items where there are any; under a random deal it is
 * standard normal for large n.
 *
 * @param groups the index of each item's group, null where they are independent
 * @param seed names the deal
 * @returns null where the metric has no value with these labels, or there is one group alone
 */
export function compareScoreWithChance({
  submission,
  metric,
  scorable,
  groups,
  seed,
}: {
  readonly submission: string;
  readonly metric: MetricName;
  readonly scorable: RegressionScorable | TextScorable;
  readonly groups: Int32Array | null;
  readonly seed: string;
}): ScoreComparison | null {
  const isConstant = scorable.predicted.every((value) => value === scorable.predicted[0]);
  const { outcomes: ofMetric, seesOrderAlone } = metricByName[metric];
  const scoreOfConstant = seesOrderAlone ? 0 : null;
  const constantScore = isConstant ? scoreOfConstant : null;
  const atChance = scorable.task === 'regression' ? makeConstant(metric, scorable) : deal(scorable, seed);
  const outcomes = scoreOf(metric, scorable, constantScore);
  const chance = scoreOf(metric, atChance, scoreOfConstant);
  if (outcomes === null || chance === null) return null;
  const gains = computePairedGains(
    { direction: ofMetric.direction, groups },
    chance.outcomes,
    outcomes.outcomes,
  );
  if (gains.length < 2) return null;
  const z = computePairedZ(gains);
  return {
    submission,
    metric,
    against: scorable.task === 'regression' ? 'constant' : 'dealt',
    score: constantScore === null ? outcomes.score : null,
    chanceScore: chance.score,
    z: z === Number.NEGATIVE_INFINITY || gains.every((gain) => gain === 0) ? null : z,
  };
}

/** @param scoreOfNone what a file without a value is worth, on every item; null if it can't be compared */
function scoreOf(
  metric: MetricName,
  scorable: RegressionScorable | TextScorable,
  scoreOfNone: number | null,
): { score: number; outcomes: Float64Array } | null {
  const score = metricByName[metric].compute(scorable);
  const outcomes = computeItemOutcomes(metric, scorable);
  if (score.ok && outcomes.ok) return { score: score.value, outcomes: outcomes.value };
  if (scoreOfNone === null) return null;
  return { score: scoreOfNone, outcomes: new Float64Array(scorable.labels.length).fill(scoreOfNone) };
}

function makeConstant(metric: MetricName, scorable: RegressionScorable): RegressionScorable {
  const { labels } = scorable;
  const { predicted } = repeatBaseline(findBaselineAnswer(metric, labels, 0), labels.length);
  return { ...scorable, predicted: Float64Array.from(predicted, Number) };
}

/** The answers in a random order (Fisher & Yates, in Durstenfeld's form). */
function deal(scorable: TextScorable, seed: string): TextScorable {
  const rng = createRng(seed);
  const predicted = [...scorable.predicted];
  for (let i = predicted.length - 1; i > 0; i--) {
    const k = Math.floor(rng.nextUnit() * (i + 1));
    [predicted[i], predicted[k]] = [predicted[k]!, predicted[i]!];
  }
  return { ...scorable, predicted };
}
