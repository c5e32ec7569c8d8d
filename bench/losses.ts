import type { MetricName } from '@/lib/core/metrics/metric-name';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import { decideFiles } from './losses/decide-files';
import {
  drawBetterGrades,
  drawBetterGroups,
  drawBetterOrder,
  drawBetterOrderOfThree,
  drawBlindOrders,
  drawMovedBlock,
  drawMovedBlockOfThree,
  drawRareGrades,
  drawRareGroups,
  drawSurerClasses,
} from './losses/draw-classes';
import {
  drawImprovement,
  drawRareLosses,
  drawSkewed,
  drawUntiedBlock,
  type NumberMetric,
  shuffleBlock,
} from './losses/draw-numbers';
import { drawBetterAnswers, drawRareAnswers } from './losses/draw-texts';
import { type FilesOfRound, ofNumbers } from './losses/files-of-round';

// How often a guarded ladder of 30 answers announces files, by z of the paired gains alone and with the bet against what undrawn items
// could lose beside it: `npm run bench:losses -- [repetitions] [items of the feedback part]`. That part is two fifths of the round,
// 1,000 of 2,500 items; they are alike, so the first ones are taken. R² is decided as RMSE is. Ends with exit code 1 where the ladder
// announces falsely in more than 5 % of rounds, or single answers more often than 0.05/30, by two standard errors, but for metrics of
// which docs/papers/possible-losses.md says that nothing guards them.

const repetitionCount = Number(process.argv[2] ?? 400);
const partCount = Number(process.argv[3] ?? 1000);
const itemCount = 2.5 * partCount;
const answersCap = 30;
const decide = (metric: MetricName, files: FilesOfRound) =>
  decideFiles(metric, files, { answersCap, partCount });

type Counts = { byZ: number; byLadder: number };

function countAnswers(metric: MetricName, scenario: string, draw: (rng: Rng) => FilesOfRound): Counts {
  const rng = createRng(`${scenario}:${metric}`);
  const counts = { byZ: 0, byLadder: 0 };
  for (let i = 0; i < repetitionCount; i++) {
    const { byZ, byLadder } = decide(metric, draw(rng));
    if (byZ) counts.byZ++;
    if (byLadder) counts.byLadder++;
  }
  return counts;
}

/** Rounds with an announcement among 30 blind changes of the file to beat. Up to the first one nothing depends on the answers. */
function countClimbs(metric: MetricName, drawChanges: (rng: Rng) => () => FilesOfRound): Counts {
  const rng = createRng(`climb:${metric}`);
  const counts = { byZ: 0, byLadder: 0 };
  for (let round = 0; round < repetitionCount; round++) {
    const drawChange = drawChanges(rng);
    const decided = Array.from({ length: answersCap }, () => decide(metric, drawChange()));
    if (decided.some(({ byZ }) => byZ)) counts.byZ++;
    if (decided.some(({ byLadder }) => byLadder)) counts.byLadder++;
  }
  return counts;
}

const changeNumbers = (rng: Rng) => {
  const labels = drawSkewed(rng, itemCount);
  const before = drawSkewed(rng, itemCount);
  return () => ofNumbers(labels, before, shuffleBlock(rng, before));
};

const percent = (count: number) => `${((100 * count) / repetitionCount).toFixed(1)} %`;
let areHeld = true;

function print(
  title: string,
  metric: MetricName,
  { byZ, byLadder }: Counts,
  falseShareMax: number | null,
): void {
  const name = metric === 'rmse' ? 'RMSE, R²' : metric;
  console.log(`| ${title} | ${name} | ${percent(byZ)} | ${percent(byLadder)} |`);
  if (falseShareMax === null) return;
  const error = Math.sqrt((falseShareMax * (1 - falseShareMax)) / repetitionCount);
  if (byLadder / repetitionCount > falseShareMax + 2 * error) areHeld = false;
}

console.log(`| ${repetitionCount} repetitions | metric | z alone | the ladder |\n|---|---|---|---|`);
const numberMetrics: readonly NumberMetric[] = ['rmse', 'mape', 'spearman', 'kendall'];
for (const metric of numberMetrics)
  print(
    'rare losses, one answer',
    metric,
    countAnswers(metric, 'rare', (rng) => drawRareLosses(metric, rng, itemCount)),
    0.05 / answersCap,
  );
for (const metric of ['spearman', 'kendall'] as const)
  print(
    'the same without ties',
    metric,
    countAnswers(metric, 'untied', (rng) => drawUntiedBlock(rng, itemCount)),
    0.05 / answersCap,
  );
for (const metric of numberMetrics)
  print('30 blind changes, rounds', metric, countClimbs(metric, changeNumbers), 0.05);
for (const metric of numberMetrics)
  print(
    'better throughout, one answer',
    metric,
    countAnswers(metric, 'better', (rng) => drawImprovement(metric, rng, itemCount, false)),
    null,
  );
for (const metric of ['rmse', 'mape'] as const)
  print(
    'the same, skewed labels',
    metric,
    countAnswers(metric, 'skewed', (rng) => drawImprovement(metric, rng, itemCount, true)),
    null,
  );

/** Files of classes and texts: what they risk or what they are better in, and how they are drawn. */
type Scenario = readonly [title: string, metric: MetricName, draw: (rng: Rng) => FilesOfRound];

const unsafe: readonly Scenario[] = [
  [
    'rare losses, 2 % positives',
    'roc_auc',
    (rng) =>
      drawMovedBlock(rng, itemCount, { positiveShare: 0.02, blockShare: 0.02, signal: 2, isUp: false }),
  ],
  ['rare losses, three classes, one of 2 %', 'roc_auc', (rng) => drawMovedBlockOfThree(rng, itemCount, 0.02)],
  [
    'rare losses, 2 % positives',
    'average_precision',
    (rng) =>
      drawMovedBlock(rng, itemCount, { positiveShare: 0.02, blockShare: 0.04, signal: 0.5, isUp: false }),
  ],
  [
    'rare losses, 2 % negatives',
    'average_precision',
    (rng) =>
      drawMovedBlock(rng, itemCount, { positiveShare: 0.98, blockShare: 0.985, signal: 1, isUp: true }),
  ],
  ['rare losses', 'token_f1', (rng) => drawRareAnswers(rng, itemCount)],
  ['rare losses', 'rouge_l', (rng) => drawRareAnswers(rng, itemCount)],
  ['rare losses', 'quadratic_kappa', (rng) => drawRareGrades(rng, itemCount)],
  ['rare losses in groups', 'mcc', (rng) => drawRareGroups(rng, itemCount)],
];
const unguarded: readonly Scenario[] = [
  ['rare losses, unguarded', 'chrf', (rng) => drawRareAnswers(rng, itemCount)],
  ['rare losses, unguarded', 'bleu', (rng) => drawRareAnswers(rng, itemCount)],
  ['surer than right, unguarded', 'calibration_error', (rng) => drawSurerClasses(rng, itemCount)],
];
const better: readonly Scenario[] = [
  ...(['roc_auc', 'average_precision'] as const).flatMap((metric): Scenario[] => [
    ...[0.5, 0.3, 0.1, 0.02].map(
      (share): Scenario => [
        `better order, ${share * 100} % positives`,
        metric,
        (rng) => drawBetterOrder(rng, itemCount, share),
      ],
    ),
    ...[1 / 3, 0.1, 0.02].map(
      (share): Scenario => [
        `better order, three classes, one of ${Math.round(share * 100)} %`,
        metric,
        (rng) => drawBetterOrderOfThree(rng, itemCount, share),
      ],
    ),
  ]),
  ['better answers', 'token_f1', (rng) => drawBetterAnswers(rng, itemCount)],
  ['better answers', 'rouge_l', (rng) => drawBetterAnswers(rng, itemCount)],
  ['better grades', 'quadratic_kappa', (rng) => drawBetterGrades(rng, itemCount)],
  ['better in groups of four', 'mcc', (rng) => drawBetterGroups(rng, itemCount)],
];
for (const metric of ['roc_auc', 'average_precision'] as const)
  print(
    '30 blind changes, 2 % positives, rounds',
    metric,
    countClimbs(metric, (rng) => drawBlindOrders(rng, itemCount, 0.02)),
    0.05,
  );
for (const [title, metric, draw] of unsafe)
  print(title, metric, countAnswers(metric, title, draw), 0.05 / answersCap);
for (const [title, metric, draw] of [...unguarded, ...better])
  print(title, metric, countAnswers(metric, title, draw), null);
if (!areHeld) process.exitCode = 1;
