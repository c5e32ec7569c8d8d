import { metricByName } from '@/lib/core/metrics/metric-name';
import { selectSplit } from '@/lib/core/scoring/score-split';
import { drawNormal } from '@/lib/core/statistics/normal-distribution';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import type { Predictions } from '@/lib/core/submission/predictions';
import { predictByScores } from './draw-classes';
import { bisect } from './draw-orders';
import { type FilesOfRound, fill } from './judge-files';

/** By how many standard deviations each class's score is higher on its own items. */
type Signals = readonly number[];

/** So many classes of one size, or of sizes that differ; classes 1 and 2, 3 and 4 and so on are of one size always. */
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

/** One class of a pair is seen clearly and the other one dimly; those without a partner of their size in between. */
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

/** Two files whose scores have half of their noise in common. */
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
 * A block of a twentieth of the items is no longer said to be of the last class: a little is gained on each of them, and much is lost
 * where an item is of it.
 * @param inside how many of the block are of the last class
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

/** Found on one large round, as no quadrature says it: the share of the last class in the block by which no score is gained. */
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
