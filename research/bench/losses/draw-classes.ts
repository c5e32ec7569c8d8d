import { exp } from '@/lib/core/statistics/exact-math';
import { drawNormal } from '@/lib/core/statistics/normal-distribution';
import type { Rng } from '@/lib/core/statistics/rng';
import type { Predictions } from '@/lib/core/submission/predictions';
import { type FilesOfRound, fill } from './judge-files';

const isYes = ['no', 'yes'];

const grades = ['0', '1', '2', '3', '4'];

/** Probabilities from scores: the log-odds of each class after the first, whose own is 0. */
export function predictByScores(...scores: readonly Float64Array[]): Predictions {
  const width = scores.length + 1;
  const itemCount = scores[0]!.length;
  const probabilities = new Float64Array(itemCount * width);
  const predicted = new Int32Array(itemCount);
  for (let i = 0; i < itemCount; i++) {
    const start = i * width;
    let [total, best, heaviest] = [1, 0, 1];
    probabilities[start] = 1;
    for (let c = 1; c < width; c++) {
      const weight = exp(scores[c - 1]![i]!);
      probabilities[start + c] = weight;
      total += weight;
      if (weight > heaviest) [best, heaviest] = [c, weight];
    }
    for (let c = 0; c < width; c++) probabilities[start + c]! /= total;
    predicted[i] = best;
  }
  return { kind: 'probabilities', predicted, probabilities };
}

/**
 * A moved block with three classes, of which the last one is rare: the block's score moves from the rare class to the two others.
 */
export function drawMovedBlockOfThree(rng: Rng, itemCount: number, rareShare: number): FilesOfRound {
  const isChanged = (i: number) => i % 20 === 0;
  const labels = drawThree(rng, itemCount, rareShare);
  const scoreOf = (c: number) => fill(itemCount, (i) => (labels[i] === c ? 2 : 0) + drawNormal(rng));
  const [second, third] = [scoreOf(1), scoreOf(2)];
  // The score moves from the bottom of both other classes to the top of one of them, without a gain there.
  const rest = second.map((x, i) => (isChanged(i) ? (i % 40 === 0 ? 9 : -9) + (x % 1) : x));
  const move = (by: number) =>
    predictByScores(
      by > 0 ? second.map((x, i) => (isChanged(i) ? x % 1 : x)) : rest,
      third.map((x, i) => (isChanged(i) ? (x % 1) + by : x)),
    );
  return { task: 'multiclass', classes: three, labels, groups: null, before: move(14), after: move(-14) };
}

const three = ['a', 'b', 'c'];

/** Labels of three classes: the last one has this share, the others equal ones. */
const drawThree = (rng: Rng, itemCount: number, rareShare: number): Int32Array =>
  Int32Array.from({ length: itemCount }, () => {
    const u = rng.nextUnit();
    return u < rareShare ? 2 : u < (1 + rareShare) / 2 ? 1 : 0;
  });

/** A better score: labels are those of x₁ + x₂ + noise above a bound, the current best knows x₁ alone, the other file both. */
export function drawBetterOrder(rng: Rng, itemCount: number, positiveShare: number): FilesOfRound {
  const [before, more] = [0.3, 0.15].map((share) =>
    fill(itemCount, () => Math.sqrt(share) * drawNormal(rng)),
  );
  const after = before!.map((x, i) => x + more![i]!);
  const truth = after.map((x) => x + Math.sqrt(0.55) * drawNormal(rng));
  const bound = truth.slice().sort()[Math.floor((1 - positiveShare) * itemCount)]!;
  return {
    task: 'binary',
    classes: isYes,
    labels: Int32Array.from(truth, (x) => (x >= bound ? 1 : 0)),
    groups: null,
    before: predictByScores(before!),
    after: predictByScores(after),
  };
}

/**
 * A better score with three classes, each with a stronger signal.
 * @param rareShare share of the last class
 */
export function drawBetterOrderOfThree(rng: Rng, itemCount: number, rareShare: number): FilesOfRound {
  const labels = drawThree(rng, itemCount, rareShare);
  const noise = [1, 2].map(() => fill(itemCount, () => drawNormal(rng)));
  const scoresOf = (signal: number) =>
    noise.map((column, k) => column.map((x, i) => x + (labels[i] === k + 1 ? signal : 0)));
  return {
    task: 'multiclass',
    classes: three,
    labels,
    groups: null,
    before: predictByScores(...scoresOf(0.8)),
    after: predictByScores(...scoresOf(1.1)),
  };
}

const ofClasses = (
  classes: readonly string[],
  labels: Int32Array,
  before: Int32Array,
  after: Int32Array,
): FilesOfRound => ({
  task: classes.length === 2 ? 'binary' : 'multiclass',
  classes,
  labels,
  groups: null,
  before: { kind: 'classes', predicted: before, probabilities: null },
  after: { kind: 'classes', predicted: after, probabilities: null },
});

/**
 * Five grades: a hundredth of the predictions change from 1 to 0, which gains 1 in five cases of six, and loses 7 in the other,
 * where the label is 4.
 */
export function drawRareGrades(rng: Rng, itemCount: number): FilesOfRound {
  const isChanged = (i: number) => i % 100 === 0;
  const labels = Int32Array.from({ length: itemCount }, (_, i) =>
    isChanged(i) ? (rng.nextUnit() < 1 / 6 ? 4 : 0) : Math.floor(5 * rng.nextUnit()),
  );
  const others = labels.map((label) => (rng.nextUnit() < 0.95 ? label : Math.floor(5 * rng.nextUnit())));
  const say = (grade: number) => others.map((x, i) => (isChanged(i) ? grade : x));
  return ofClasses(grades, labels, say(1), say(0));
}

/** Five grades of a number, of which one file has a noisier view than the other. */
export function drawBetterGrades(rng: Rng, itemCount: number): FilesOfRound {
  const truth = fill(itemCount, () => 2 + 1.2 * drawNormal(rng));
  const grade = (x: number) => Math.min(4, Math.max(0, Math.round(x)));
  const see = (noise: number) => Int32Array.from(truth, (x) => grade(x + noise * drawNormal(rng)));
  return ofClasses(grades, Int32Array.from(truth, grade), see(1), see(0.8));
}
