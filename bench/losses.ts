import { decideLadderAnswer } from '@/lib/core/feedback/ladder/decide-ladder-answer';
import { widenLabelRange } from '@/lib/core/feedback/ladder/label-range';
import type { LadderRules } from '@/lib/core/feedback/ladder/ladder-rules';
import { computeLadderOutcomes, outcomesOfMetric } from '@/lib/core/feedback/ladder/outcomes-of-metric';
import { boundPossibleLosses } from '@/lib/core/feedback/ladder/possible-losses';
import { boundRankLosses } from '@/lib/core/feedback/ladder/rank-losses';
import { uniteLosses } from '@/lib/core/feedback/ladder/unit-losses';
import { createRegressionScorable } from '@/lib/core/scoring/scorable';
import { createRng } from '@/lib/core/statistics/rng';
import {
  drawImprovement,
  drawRareLosses,
  drawSkewed,
  drawUntiedBlock,
  type FilesOfRound,
  type LossMetric,
  shuffleBlock,
} from './losses/draw-files';

// How often a guarded ladder of 30 answers announces files of numbers, by z of the paired gains alone and with the bet against what
// undrawn items could lose beside it: `npm run bench:losses -- [repetitions] [items of the feedback part]`. That part is two fifths of
// the round, 1,000 of 2,500 items; they are alike, so the first ones are taken. R² is decided as RMSE is. Ends with exit code 1 where the
// ladder announces falsely in more than 5 % of rounds, or single answers more often than 0.05/30, by two standard errors.

const repetitionCount = Number(process.argv[2] ?? 400);
const partCount = Number(process.argv[3] ?? 1000);
const itemCount = 2.5 * partCount;
const answersCap = 30;
const positions = Uint32Array.from({ length: partCount }, (_, i) => i);

/** Whether a file is announced: by z alone, and by the ladder as it is. */
function decide(
  metric: LossMetric,
  { labels, before, after }: FilesOfRound,
): { byZ: boolean; byLadder: boolean } {
  const { lossKind, direction } = outcomesOfMetric[metric];
  const rules: LadderRules = {
    lossKind,
    direction,
    criterion: { kind: 'guarded', answersCap },
    editCountMin: 0,
    groups: null,
    seed: 'losses',
  };
  const inPart = labels.subarray(0, partCount);
  const outcomesOf = (predicted: Float64Array) =>
    computeLadderOutcomes(
      metric,
      createRegressionScorable({ labels: inPart, predicted: predicted.subarray(0, partCount) }),
    );
  const [incumbentOutcomes, outcomes] = [outcomesOf(before), outcomesOf(after)];
  if (!incumbentOutcomes || !outcomes) throw new Error('a file without a score');
  const announces = (isGuarded: boolean) => {
    const [was, is] = [before, after].map((predicted) => ({ kind: 'numbers', predicted }) as const);
    const losses = isGuarded
      ? (boundRankLosses(metric, inPart, positions, was!, is!) ??
        boundPossibleLosses(metric, widenLabelRange(labels), was!, is!))
      : null;
    const answer = decideLadderAnswer({
      rules,
      incumbentOutcomes,
      outcomes,
      publicScale: null,
      unitLosses: losses && uniteLosses(losses, null, positions),
      estimate: null,
      seed: 'losses',
    });
    return answer.outcome === 'improved';
  };
  const byZ = announces(false);
  return { byZ, byLadder: byZ && announces(true) };
}

type Counts = { byZ: number; byLadder: number };

function countAnswers(
  metric: LossMetric,
  scenario: string,
  draw: (rng: ReturnType<typeof createRng>) => FilesOfRound,
): Counts {
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
function countClimbs(metric: LossMetric): Counts {
  const rng = createRng(`climb:${metric}`);
  const counts = { byZ: 0, byLadder: 0 };
  for (let round = 0; round < repetitionCount; round++) {
    const labels = drawSkewed(rng, itemCount);
    const before = drawSkewed(rng, itemCount);
    const decided = Array.from({ length: answersCap }, () =>
      decide(metric, { labels, before, after: shuffleBlock(rng, before) }),
    );
    if (decided.some(({ byZ }) => byZ)) counts.byZ++;
    if (decided.some(({ byLadder }) => byLadder)) counts.byLadder++;
  }
  return counts;
}

const percent = (count: number) => `${((100 * count) / repetitionCount).toFixed(1)} %`;
let areHeld = true;

function print(
  title: string,
  metric: LossMetric,
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
const metrics: readonly LossMetric[] = ['rmse', 'mape', 'spearman', 'kendall'];
for (const metric of metrics)
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
for (const metric of metrics) print('30 blind changes, rounds', metric, countClimbs(metric), 0.05);
for (const metric of metrics)
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
if (!areHeld) process.exitCode = 1;
