import { metricByName } from '@/lib/core/metrics/metric-name';
import { selectSplit } from '@/lib/core/scoring/score-split';
import { drawNormal } from '@/lib/core/statistics/normal-distribution';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import type { Predictions } from '@/lib/core/submission/predictions';
import { predictByScores } from './draw-classes';
import { bisect } from './draw-orders';
import { type FilesOfRound, fill } from './judge-files';

/** Mean of each class's score on its own items above that on the others, in standard deviations. */
type Signals = readonly number[];

/** Shares of classes, of one size or of different sizes; classes 1 and 2, 3 and 4 and so on always have the same size. */
export const sharesOf = {
  3: { alike: [1 / 3, 1 / 3, 1 / 3], skewed: [0.9, 0.05, 0.05] },
  5: { alike: [0.2, 0.2, 0.2, 0.2, 0.2], skewed: [0.5, 0.2, 0.2, 0.05, 0.05] },
  10: {
    alike: Array.from({ length: 10 }, () => 0.1),
    skewed: [0.36, 0.15, 0.15, 0.1, 0.1, 0.05, 0.05, 0.015, 0.015, 0.01],
  },
} as const satisfies Record<number, Record<string, readonly number[]>>;

export const allAlike = (classCount: number, signal: number): Signals =>
  Array.from({ length: classCount }, () => signal);

/**
 * One class of each pair has a strong signal and the other one a weak signal; classes without a partner of their size have one
 * between.
 */
export const inTurns = (classCount: number, [odd, even]: readonly [number, number]): Signals =>
  Array.from({ length: classCount }, (_, c) =>
    c === 0 || (c === classCount - 1 && classCount % 2 === 0) ? (odd + even) / 2 : c % 2 === 1 ? odd : even,
  );

function drawLabel(u: number, shares: readonly number[]): number {
  let below = 0;
  for (const [c, share] of shares.entries()) {
    below += share;
    if (u < below) return c;
  }
  return shares.length - 1;
}

const predict = (columns: readonly Float64Array[]): Predictions => {
  const [first, ...others] = columns;
  return predictByScores(...others.map((column) => column.map((x, i) => x - first![i]!)));
};

const classNames = (count: number): string[] => Array.from({ length: count }, (_, c) => `class ${c}`);

/** Two files whose scores share half of their noise. */
export function drawManyClasses(
  rng: Rng,
  itemCount: number,
  shares: readonly number[],
  [before, after]: readonly [Signals, Signals],
): FilesOfRound {
  const labels = Int32Array.from({ length: itemCount }, () => drawLabel(rng.nextUnit(), shares));
  const common = shares.map(() => fill(itemCount, () => drawNormal(rng)));
  const see = (signals: Signals) =>
    predict(
      common.map((noise, c) =>
        noise.map((x, i) => Math.SQRT1_2 * (x + drawNormal(rng)) + (labels[i] === c ? signals[c]! : 0)),
      ),
    );
  return {
    task: 'multiclass',
    classes: classNames(shares.length),
    labels,
    groups: null,
    before: see(before),
    after: see(after),
  };
}

/**
 * A block of a twentieth of the items gets a low score for the last class: a small gain on most of them, and a large loss on
 * those of that class.
 * @param inside share of the block that has the last class
 */
export function drawUnsaidBlock(
  rng: Rng,
  itemCount: number,
  shares: readonly number[],
  inside: number,
): FilesOfRound {
  const last = shares.length - 1;
  const isInside = (i: number) => i % 20 === 0;
  const labels = Int32Array.from({ length: itemCount }, (_, i) => {
    const [isLast, u] = [rng.nextUnit() < (isInside(i) ? inside : shares[last]!), rng.nextUnit()];
    return isLast ? last : drawLabel(u * (1 - shares[last]!), shares.slice(0, last));
  });
  const columns = shares.map((_, c) =>
    fill(itemCount, (i) => drawNormal(rng) + (!isInside(i) && labels[i] === c ? 1.5 : 0)),
  );
  const say = (by: number) =>
    predict(
      columns.map((column, c) => (c === last ? column.map((x, i) => (isInside(i) ? x + by : x)) : column)),
    );
  return {
    task: 'multiclass',
    classes: classNames(shares.length),
    labels,
    groups: null,
    before: say(14),
    after: say(-14),
  };
}

/**
 * The share of the last class in the block at which the score doesn't change; estimated on one large round, since no quadrature
 * gives it.
 */
export function findUnsaidShare(metric: 'roc_auc' | 'average_precision', shares: readonly number[]): number {
  const itemCount = 100_000;
  const positions = Uint32Array.from({ length: itemCount }, (_, i) => i);
  const loseBy = (inside: number): number => {
    const { task, classes, labels, before, after } = drawUnsaidBlock(
      createRng(`unsaid ${metric}`),
      itemCount,
      shares,
      inside,
    );
    const [was, is] = [before, after].map((predictions) => {
      const score = metricByName[metric].compute(
        selectSplit({ rules: { task, classes }, labels, positions, predictions }),
      );
      if (!score.ok) throw new Error(score.error.reason);
      return score.value;
    });
    return was! - is!;
  };
  return bisect(0, 1, loseBy, 12);
}
