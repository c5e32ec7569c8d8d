import { findBaselinePrediction, repeatBaseline } from '../feedback/ladder/baseline-prediction';
import { computePairedGains, computePairedZ } from '../feedback/ladder/guarded-z';
import { type MetricName, metricByName } from '../metrics/metric-name';
import {
  createRegressionScorable,
  createTextScorable,
  type RegressionScorable,
  type TextScorable,
} from '../metrics/scorable/scorable';
import { listReferences } from '../metrics/text/text-label';
import { computeItemOutcomes } from '../scoring/item-outcomes';
import type { LabelColumn } from '../scoring/label-column';
import { findMidranks } from '../statistics/concordance';
import { createRng } from '../statistics/rng';
import type { Predictions } from '../submission/predictions';
import { type AccuracyComparison, compareWithChance, type ScoreComparison } from './chance-level';
import { encodeTexts } from './compare-submissions';
import {
  type EnteredSubmission,
  type JudgedSubmission,
  type PredictedSubmission,
  packPredicted,
} from './predicted-submission';

export type RoundOfSubmissions = {
  readonly metric: MetricName;
  readonly labels: LabelColumn;
  readonly classCount: number;
  /** For each item the index of its group; null where items are independent. */
  readonly groups: Int32Array | null;
  /** Seed of random draws, combined with the submission's id. */
  readonly seed: string;
};

/** Prepares a file of classes, or of texts that are right or wrong, for the flags. Null where no prediction can be judged. */
export function prepareJudged(
  round: RoundOfSubmissions,
  entered: EnteredSubmission,
  predictions: Predictions,
): JudgedSubmission | null {
  const { labels, metric } = round;
  if (predictions.kind === 'texts') {
    const scorable = scorableOfTexts(labels, predictions.predicted);
    const hits = computeItemOutcomes(metric, scorable);
    if (!hits.ok) return null;
    return {
      ...entered,
      predicted: encodeTexts(metric, predictions.predicted),
      hits: Uint8Array.from(hits.value),
      chance: compareScoreWithChance({ ...nameOf(round, entered), scorable }),
    };
  }
  if (predictions.kind === 'numbers') throw new TypeError('numbers are neither right nor wrong');
  const hits = Uint8Array.from(predictions.predicted, (predicted, j) => (predicted === labels[j] ? 1 : 0));
  return {
    ...entered,
    predicted: packPredicted(predictions.predicted, round.classCount),
    hits,
    chance: compareClassesWithChance(round, entered, predictions.predicted, hits),
  };
}

/** Prepares a file of numbers, or of texts that may be partly right, for the flags. */
export function prepareTexts(
  round: RoundOfSubmissions,
  entered: EnteredSubmission,
  predictions: Predictions,
): PredictedSubmission & { readonly predicted: Float64Array } {
  const { labels, metric } = round;
  if (predictions.kind === 'texts') {
    const scorable = scorableOfTexts(labels, predictions.predicted);
    return {
      ...entered,
      predicted: encodeTexts(metric, predictions.predicted),
      chance: compareScoreWithChance({ ...nameOf(round, entered), scorable }),
    };
  }
  if (predictions.kind !== 'numbers') throw new TypeError('classes are right or wrong');
  const { predicted } = predictions;
  const scorable = createRegressionScorable({ labels: Float64Array.from(labels, Number), predicted });
  return {
    ...entered,
    predicted: metricByName[metric].seesOrderAlone ? findMidranks(predicted) : predicted,
    chance: compareScoreWithChance({ ...nameOf(round, entered), scorable }),
  };
}

const nameOf = ({ metric, groups, seed }: RoundOfSubmissions, { submission }: EnteredSubmission) => ({
  submission,
  metric,
  groups,
  seed: `${seed}:${submission}`,
});

const scorableOfTexts = (labels: LabelColumn, predicted: readonly string[]) =>
  createTextScorable({
    labels: Array.from({ length: labels.length }, (_, j) => listReferences(String(labels[j]))),
    predicted,
  });

function compareClassesWithChance(
  { labels, classCount }: RoundOfSubmissions,
  { submission }: EnteredSubmission,
  predicted: Int32Array,
  hits: Uint8Array,
): AccuracyComparison | null {
  if (labels.length < 2) return null;
  const count = (iterable: Iterable<number | string>) => {
    const counts = new Array<number>(classCount).fill(0);
    for (const index of iterable) counts[Number(index)]!++;
    return counts;
  };
  return compareWithChance({
    submission,
    correctCount: hits.reduce((sum, hit) => sum + hit, 0),
    labelCounts: count(labels),
    predictionCounts: count(predicted),
  });
}

/**
 * Compares a score with chance. For numbers, chance is the best constant prediction (`findBaselinePrediction`), whose rank
 * correlation counts as 0. For texts, which have no typical value, chance is one random permutation of the submission's own
 * predictions. z is computed from the paired gains in the outcomes of items, or of groups of items. Under a random
 * permutation z is standard normal for large n.
 *
 * @param groups for each item the index of its group, null where items are independent
 * @param seed of the random permutation
 * @returns null if the metric has no value with these labels, or if there is only one group
 */
function compareScoreWithChance({
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

/**
 * Computes a score.
 * @param scoreOfNone value used for an undefined score; null if an undefined score can't be compared
 */
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
  const { predicted } = repeatBaseline(findBaselinePrediction(metric, labels, 0), labels.length);
  return { ...scorable, predicted: Float64Array.from(predicted, Number) };
}

/** Permutes the predictions at random (Fisher & Yates, in Durstenfeld's form). */
function deal(scorable: TextScorable, seed: string): TextScorable {
  const rng = createRng(seed);
  const predicted = [...scorable.predicted];
  for (let i = predicted.length - 1; i > 0; i--) {
    const k = Math.floor(rng.nextUnit() * (i + 1));
    [predicted[i], predicted[k]] = [predicted[k]!, predicted[i]!];
  }
  return { ...scorable, predicted };
}
