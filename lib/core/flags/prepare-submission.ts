import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import { createRegressionScorable, createTextScorable } from '../metrics/scorable/scorable';
import { listReferences } from '../metrics/text/text-label';
import { computeItemOutcomes } from '../scoring/item-outcomes';
import type { LabelColumn } from '../scoring/label-column';
import { findMidranks } from '../statistics/find-midranks';
import type { Predictions } from '../submission/predictions';
import { type AccuracyComparison, compareWithChance } from './chance-level';
import { compareScoreWithChance } from './compare-score-with-chance';
import { encodeAnswers } from './encode-answers';
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
  /** The index of each item's group; null where they are independent. */
  readonly groups: Int32Array | null;
  /** Names what is drawn, together with the submission. */
  readonly seed: string;
};

/** What flags need of a file of classes, or of texts that are right or wrong. Null where no answer can be judged. */
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
      predicted: encodeAnswers(metric, predictions.predicted),
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

/** What flags need of a file of numbers, or of texts that may be partly right. */
export function prepareAnswers(
  round: RoundOfSubmissions,
  entered: EnteredSubmission,
  predictions: Predictions,
): PredictedSubmission & { readonly predicted: Float64Array } {
  const { labels, metric } = round;
  if (predictions.kind === 'texts') {
    const scorable = scorableOfTexts(labels, predictions.predicted);
    return {
      ...entered,
      predicted: encodeAnswers(metric, predictions.predicted),
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
