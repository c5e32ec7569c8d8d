import type { Split, Task } from '../benchmark';
import type { ScoreEstimate } from '../leaderboard/leaderboard';
import { type MetricName, metricByName } from '../metrics/metric-name';
import {
  createClassScorable,
  createProbabilityScorable,
  createRegressionScorable,
  createTextScorable,
  type Scorable,
  type UndefinedMetric,
} from '../metrics/scorable/scorable';
import { listReferences } from '../metrics/text/text-label';
import type { Result } from '../result';
import type { Predictions } from '../submission/predictions';
import { codePredictions } from './choose-pair-test';
import { computeItemOutcomes, selectGroups } from './item-outcomes';
import type { LabelColumn } from './label-column';
import { scoreMetric } from './score';

/** Settings of a benchmark on which its scores depend. */
export type ScoringRules = {
  readonly task: Task;
  /** Names of the classes; empty for regression and text. */
  readonly classes: readonly string[];
  readonly metric: MetricName;
  readonly secondaryMetrics: readonly MetricName[];
  /** ε, the limit to which log loss clips probabilities: [ε, 1 − ε]. */
  readonly logLossClip: number;
};

/**
 * Scores of one file on one split, with each item's outcome (`computeItemOutcomes`). Pseudo-values (`computePseudoValues`)
 * are included if models are compared by them. Fields are null where the metric is undefined.
 */
export type ScoredSplit = {
  scores: SplitScores;
  outcomes: Float64Array;
  pseudoValues: Float64Array | null;
  /** Codes of the items' predictions, see `codePredictions`. */
  codes: Uint32Array | null;
};

/** Public facts that identify a prediction file. */
export type SeededFile = {
  /** SHA-256 of the submitted bytes, as in the receipt. */
  readonly fileSha256: string;
  /** The benchmark's slug. */
  readonly benchmark: string;
  readonly round: number;
};

/** Name of the random stream from which the interval of a score on one split is resampled. */
export const seedOf = ({ fileSha256, benchmark, round }: SeededFile, split: Split): string =>
  `${fileSha256}:${benchmark}:${round}:${split}`;

/**
 * Scores one split. The score is null if the metric is undefined on the split, for example with only one class; such a file
 * has no rank. Scorer, browser and command line all use this function, so that their scores agree to the last digit.
 * @param groups for each item of the round the index of its group; null where items are independent
 * @param positions the items of the split, ascending, in `labels` and in `predictions`
 * @param seed name of the random stream of resampled intervals. The seed is public, so it must not depend on hidden data
 */
export function scoreSplit(split: {
  rules: ScoringRules;
  labels: LabelColumn;
  groups: Int32Array | null;
  positions: Uint32Array;
  predictions: Predictions;
  seed: string;
}): ScoredSplit {
  const { rules, seed } = split;
  const scorable = selectSplit(split);
  const groups = selectGroups(split.groups, split.positions);
  const primary = scoreMetric(rules.metric, scorable, seed, { groups });
  const secondary: Partial<Record<MetricName, number>> = {};
  for (const metric of rules.secondaryMetrics) {
    const score = metricByName[metric].compute(scorable);
    if (score.ok) secondary[metric] = score.value;
  }
  const outcomes = computeItemOutcomes(rules.metric, scorable);
  const pseudoValues = metricByName[rules.metric].computePseudoValues?.(scorable) ?? null;
  const valuesOf = (values: Result<Float64Array, UndefinedMetric>): Float64Array =>
    values.ok ? values.value : new Float64Array(split.positions.length).fill(Number.NaN);
  return {
    scores: {
      primary: primary.ok ? { score: primary.value.score, interval: primary.value.interval } : null,
      secondary,
    },
    outcomes: valuesOf(outcomes),
    pseudoValues: pseudoValues === null ? null : valuesOf(pseudoValues),
    codes: codePredictions(rules.metric, scorable),
  };
}

/** Selects labels and predictions of one split, in the order of its positions. */
export function selectSplit({
  rules,
  labels,
  positions,
  predictions,
}: {
  rules: Pick<ScoringRules, 'task' | 'classes'> & Partial<Pick<ScoringRules, 'logLossClip'>>;
  labels: LabelColumn;
  positions: Uint32Array;
  predictions: Predictions;
}): Scorable {
  if (predictions.kind === 'texts')
    return createTextScorable({
      labels: Array.from(positions, (i) => listReferences(String(labels[i]))),
      predicted: Array.from(positions, (i) => predictions.predicted[i]!),
    });
  if (predictions.kind === 'numbers')
    return createRegressionScorable({
      labels: selectInto(new Float64Array(positions.length), labels, positions),
      predicted: selectInto(new Float64Array(positions.length), predictions.predicted, positions),
    });
  const labelled = {
    task: rules.task === 'binary' ? ('binary' as const) : ('multiclass' as const),
    classes: rules.classes,
    labels: selectInto(new Int32Array(positions.length), labels, positions),
  };
  if (predictions.kind === 'classes')
    return createClassScorable({
      ...labelled,
      predicted: selectInto(new Int32Array(positions.length), predictions.predicted, positions),
    });
  const probabilities = selectRows(predictions.probabilities, positions, rules.classes.length);
  return createProbabilityScorable({ ...labelled, probabilities, logLossClip: rules.logLossClip });
}

/** Uses a loop, since `from` with a function takes ten times as long. */
function selectInto<T extends Int32Array | Float64Array>(
  selected: T,
  values: ArrayLike<unknown>,
  positions: Uint32Array,
): T {
  for (let i = 0; i < positions.length; i++) selected[i] = Number(values[positions[i]!]);
  return selected;
}

/** Copies number by number, which is several times as fast as a view of each row. */
function selectRows(table: Float64Array, positions: Uint32Array, width: number): Float64Array {
  const rows = new Float64Array(positions.length * width);
  for (let row = 0; row < positions.length; row++) {
    const start = positions[row]! * width;
    for (let c = 0; c < width; c++) rows[row * width + c] = table[start + c]!;
  }
  return rows;
}

/** Scores by split; null if the metric is undefined on that split, or if the split is empty. */
export type SplitScores = {
  readonly primary: ScoreEstimate | null;
  readonly secondary: Partial<Record<MetricName, number>>;
};

/**
 * Version of the scoring rules with which rounds are sealed. Raise the number with every change that can alter an archive's
 * content: scores, intervals, seeds, pair tests, ties. A scorer ignores rounds of other versions (decision 0005).
 */
export const scorerVersion = '6';
