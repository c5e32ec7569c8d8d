import { requireLadder } from '@/lib/core/feedback/ladder/ladder-rules';
import { computeTestLevel } from '@/lib/core/feedback/ladder/wins-needed';
import { keysOf } from '@/lib/core/keys-of';
import type { LadderTest } from '@/lib/core/metrics/metric';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import type { Predictions } from '@/lib/core/submission/predictions';
import { drawCalibrated, drawErrors } from './draw-losses';
import { drawEqualTexts, drawImprovement } from './draw-numbers';
import { drawNoisyPair, drawScorers } from './draw-orders';
import { drawPair, drawTenClasses } from './draw-pairs';
import { type FilesOfRound, judgeFiles, type Verdicts } from './judge-files';
import { scenarios } from './scenarios';

/** Rounds in which a team submits so many files, each the last reported one with a random block changed. */
type ClimbingRounds = {
  readonly metric: ClimbedMetric;
  readonly roundCount: number;
  readonly fileCount: number;
  readonly partCount: number;
};

/** Rounds with a file reported as better; all such reports are false, since all files are equal in expectation. */
type ClimbedRounds = { readonly roundsWithReport: number };

const usual = { hits: 0.7, falsePositives: 0.05 };

const model = { mean: 1.5, sd: 1 };

const ofClasses = (rng: Rng, n: number) => drawPair(rng, n, 0.3, [usual, usual]);

const ofAreas = (rng: Rng, n: number) => drawScorers(rng, n, 0.3, [model, model]);

const ofShares = (rng: Rng, n: number) => drawCalibrated(rng, n, 0.3, [1.5, 1.5]);

const ofErrors = (rng: Rng, n: number) => drawErrors(rng, n, 1);

const ofRanks = (rng: Rng, n: number) => drawNoisyPair(rng, n, { tilt: 0, isGraded: false, noise: [1, 1] });

/** Two files of equal true value, by metric. Shares of hits are decided as accuracy is, and R² as RMSE is. */
const equalFiles = {
  accuracy: ofClasses,
  recall: ofClasses,
  balanced_accuracy: ofClasses,
  macro_f1: (rng, n) => drawTenClasses(rng, n, [0.7, 0.7]),
  weighted_f1: ofClasses,
  mcc: ofClasses,
  cohen_kappa: ofClasses,
  precision: ofClasses,
  macro_precision: ofClasses,
  macro_recall: ofClasses,
  quadratic_kappa: ofClasses,
  roc_auc: ofAreas,
  average_precision: ofAreas,
  log_loss: ofShares,
  brier_score: ofShares,
  mae: ofErrors,
  rmse: ofErrors,
  mape: (rng, n) => drawImprovement('mape', rng, n, false),
  spearman: ofRanks,
  kendall: ofRanks,
  token_f1: drawEqualTexts,
  rouge_l: drawEqualTexts,
} as const satisfies Partial<Record<MetricName, (rng: Rng, itemCount: number) => FilesOfRound>>;

export type ClimbedMetric = keyof typeof equalFiles;

export const climbedMetrics = keysOf(equalFiles);

function countClimbs(rounds: ClimbingRounds): ClimbedRounds {
  let roundsWithReport = 0;
  for (let round = 0; round < rounds.roundCount; round++)
    if (climb(rounds, createRng(`climb:${rounds.metric}:${round}`))) roundsWithReport++;
  return { roundsWithReport };
}

const blockShares = [0.01, 0.03, 0.1, 0.3];

/** Each file is the last reported one with a random block of items swapped between two equal files. */
function climb({ metric, fileCount, partCount }: ClimbingRounds, rng: Rng): boolean {
  const files = equalFiles[metric](rng, 2.5 * partCount);
  const { test } = requireLadder(metric);
  let own = files.before;
  let refusals = 0;
  let hasReport = false;
  for (let i = 0; i < fileCount; i++) {
    const share = blockShares[i % blockShares.length]!;
    const source = rng.nextUnit() < 0.5 ? files.before : files.after;
    const after = mix(own, source, () => rng.nextUnit() < share);
    const [verdict] = judgeFiles(metric, { ...files, before: own, after }, partCount, [
      computeTestLevel(refusals),
    ]);
    if (verdict![verdictOf(test)]) {
      hasReport = true;
      own = after;
    } else refusals++;
  }
  return hasReport;
}

const verdictOf = (test: LadderTest) => (test === 'guarded-z' ? 'guarded' : 'mcnemar');

/** The first file, with the picked items from the second one. */
function mix(own: Predictions, other: Predictions, isPicked: () => boolean): Predictions {
  if (own.kind === 'texts' && other.kind === 'texts')
    return { ...own, predicted: own.predicted.map((text, i) => (isPicked() ? other.predicted[i]! : text)) };
  if (own.kind === 'numbers' && other.kind === 'numbers')
    return { ...own, predicted: own.predicted.map((value, i) => (isPicked() ? other.predicted[i]! : value)) };
  if (own.kind === 'classes' && other.kind === 'classes')
    return { ...own, predicted: own.predicted.map((value, i) => (isPicked() ? other.predicted[i]! : value)) };
  if (own.kind !== 'probabilities' || other.kind !== 'probabilities')
    throw new TypeError(`a file of ${own.kind} mixed with one of ${other.kind}`);
  const predicted = own.predicted.slice();
  const probabilities = own.probabilities.slice();
  const width = probabilities.length / predicted.length;
  for (let i = 0; i < predicted.length; i++) {
    if (!isPicked()) continue;
    predicted[i] = other.predicted[i]!;
    probabilities.set(other.probabilities.subarray(i * width, (i + 1) * width), i * width);
  }
  return { ...own, predicted, probabilities };
}

/** A scenario by its position in the list, its number of draws, and the items of the feedback split, two fifths of the round. */
type CountedScenario = {
  readonly place: number;
  readonly repetitionCount: number;
  readonly partCount: number;
};

/** Numbers of reported files by each test, level by level. */
export type Improvements = readonly Record<keyof Verdicts, number>[];

/** Levels of a group's first test, its sixth or so after rejections, and its twenty-second. */
export const levels = [0.025, 0.05 / 30, 0.0001] as const;

export function countImprovements({ place, repetitionCount, partCount }: CountedScenario): Improvements {
  const { title, metric, draw } = scenarios[place]!;
  const rng = createRng(`${place}:${title}:${metric}`);
  const counts = levels.map(() => ({ z: 0, guarded: 0, mcnemar: 0 }));
  for (let i = 0; i < repetitionCount; i++)
    for (const [k, verdicts] of judgeFiles(metric, draw(rng, 2.5 * partCount), partCount, levels).entries())
      for (const test of ['z', 'guarded', 'mcnemar'] as const) if (verdicts[test]) counts[k]![test]++;
  return counts;
}

export type LossesJob =
  | (CountedScenario & { readonly kind: 'draws' })
  | (ClimbingRounds & { readonly kind: 'climbs' });
export type LossesResult = Improvements | ClimbedRounds;

export const runLossesJob = (job: LossesJob): LossesResult =>
  job.kind === 'draws' ? countImprovements(job) : countClimbs(job);
