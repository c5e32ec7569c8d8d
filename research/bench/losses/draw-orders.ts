import {
  computeNormalCdf,
  computeNormalQuantile,
  drawNormal,
} from '@/lib/core/statistics/normal-distribution';
import type { Rng } from '@/lib/core/statistics/rng';
import { predictByScores } from './draw-classes';
import { type FilesOfRound, fill, ofNumbers } from './judge-files';

/** Scores of positives N(mean, sd²), of negatives N(0, 1). */
export type Binormal = { readonly mean: number; readonly sd: number };

const twoClasses = { task: 'binary', classes: ['no', 'yes'], groups: null } as const;

/** Two files whose scores have independent noise. */
export function drawScorers(
  rng: Rng,
  itemCount: number,
  positiveShare: number,
  [before, after]: readonly [Binormal, Binormal],
): FilesOfRound {
  const labels = Int32Array.from({ length: itemCount }, () => (rng.nextUnit() < positiveShare ? 1 : 0));
  const see = ({ mean, sd }: Binormal) =>
    predictByScores(
      fill(itemCount, (i) => (labels[i] === 1 ? mean + sd * drawNormal(rng) : drawNormal(rng))),
    );
  return { ...twoClasses, labels, before: see(before), after: see(after) };
}

/** A block of a share of the items that moves from one end of the order to the other. */
type Block = {
  readonly share: number;
  /** Shares of positives in the block, and among the other items. */
  readonly positivesInside: number;
  readonly positivesOutside: number;
  readonly isUp: boolean;
};

const blockSignal = 1.5;

export function drawBlock(rng: Rng, itemCount: number, block: Block): FilesOfRound {
  const every = Math.round(1 / block.share);
  const isInside = (i: number) => i % every === 0;
  const labels = Int32Array.from({ length: itemCount }, (_, i) =>
    rng.nextUnit() < (isInside(i) ? block.positivesInside : block.positivesOutside) ? 1 : 0,
  );
  const scores = fill(itemCount, (i) => blockSignal * labels[i]! + drawNormal(rng));
  const move = (by: number) => predictByScores(scores.map((x, i) => (isInside(i) ? (x % 1) / 9 + by : x)));
  return { ...twoClasses, labels, before: move(block.isUp ? -12 : 12), after: move(block.isUp ? 12 : -12) };
}

const grid = Array.from({ length: 4000 }, (_, i) => computeNormalQuantile((i + 0.5) / 4000));

const meanOver = (value: (u: number) => number): number =>
  grid.reduce((sum, u) => sum + value(u), 0) / grid.length;

/** The average precision of a population, by quadrature over its positives. */
const precisionOf = (positiveShare: number, { mean, sd }: Binormal): number =>
  meanOver((u) => {
    const found = positiveShare * computeNormalCdf(-u);
    return found / (found + (1 - positiveShare) * computeNormalCdf(-(mean + sd * u)));
  });

/** The mean at which a file of that standard deviation equals another one, by ROC AUC or by average precision. */
export function matchMean(
  metric: 'roc_auc' | 'average_precision',
  positiveShare: number,
  other: Binormal,
  sd: number,
): Binormal {
  if (metric === 'roc_auc')
    return { mean: (other.mean * Math.sqrt(1 + sd * sd)) / Math.sqrt(1 + other.sd ** 2), sd };
  const wanted = precisionOf(positiveShare, other);
  const mean = bisect(-3, 8, (candidate) => precisionOf(positiveShare, { mean: candidate, sd }) - wanted);
  return { mean, sd };
}

/** The population's gain when a block moves down in the order. */
function gainOfMoving(
  metric: 'roc_auc' | 'average_precision',
  inside: number,
  outside: number,
  share: number,
): number {
  const [blockPositives, otherPositives] = [share * inside, (1 - share) * outside];
  const all = blockPositives + otherPositives;
  const negatives = (u: number) => (1 - share) * (1 - outside) * computeNormalCdf(-(blockSignal + u));
  if (metric === 'roc_auc') {
    const [p, q] = [blockPositives / all, (share * (1 - inside)) / (1 - all)];
    // Pairs with one item inside the block: negatives below positives, before and after.
    return (1 - p) * q - p * (1 - q);
  }
  const others = (top: number, topPositives: number) =>
    meanOver((u) => {
      const found = topPositives + otherPositives * computeNormalCdf(-u);
      return found / (top + otherPositives * computeNormalCdf(-u) + negatives(u));
    });
  const atBottom =
    Array.from({ length: 200 }, (_, i) => (i + 0.5) / 200).reduce(
      (sum, x) => sum + (otherPositives + blockPositives * x) / (1 - share + share * x),
      0,
    ) / 200;
  const before = blockPositives * inside + otherPositives * others(share, blockPositives);
  const after = blockPositives * atBottom + otherPositives * others(0, 0);
  return (after - before) / all;
}

/** The share of positives in a block at which moving it down gains nothing. */
export const findIdleShare = (
  metric: 'roc_auc' | 'average_precision',
  positivesOutside: number,
  share: number,
): number => bisect(1e-6, 1 - 1e-6, (inside) => -gainOfMoving(metric, inside, positivesOutside, share));

/** The zero of an increasing function. */
export function bisect(low: number, high: number, rising: (x: number) => number, steps = 60): number {
  let [a, b] = [low, high];
  for (let i = 0; i < steps; i++) {
    const middle = (a + b) / 2;
    if (rising(middle) < 0) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

/** Three classes, two of this share each. The first file has a stronger signal for one of them, the second file for the other. */
export function drawMirroredThree(
  rng: Rng,
  itemCount: number,
  rareShare: number,
  [clear, dim]: readonly [number, number],
): FilesOfRound {
  const labels = Int32Array.from({ length: itemCount }, () => {
    const u = rng.nextUnit();
    return u < rareShare ? 1 : u < 2 * rareShare ? 2 : 0;
  });
  const see = (signals: readonly [number, number]) =>
    predictByScores(
      ...signals.map((signal, k) =>
        fill(itemCount, (i) => (labels[i] === k + 1 ? signal : 0) + drawNormal(rng)),
      ),
    );
  return {
    task: 'multiclass',
    classes: ['a', 'b', 'c'],
    labels,
    groups: null,
    before: see([clear, dim]),
    after: see([dim, clear]),
  };
}

/**
 * Two files with independent noise on the same numbers. `tilt` makes the first one noisier above the middle and the second one
 * below it, so that by symmetry both have the same correlation. With grades the labels have five values.
 */
export function drawNoisyPair(
  rng: Rng,
  itemCount: number,
  { tilt, isGraded, noise }: { tilt: number; isGraded: boolean; noise: readonly [number, number] },
): FilesOfRound {
  const truth = fill(itemCount, () => drawNormal(rng));
  const labels = isGraded ? truth.map((x) => Math.max(-2, Math.min(2, Math.round(x)))) : truth;
  const see = (sd: number, sign: number) =>
    truth.map((x) => x + sd * (1 + sign * tilt * Math.sign(x)) * drawNormal(rng));
  return ofNumbers(labels, see(noise[0], 1), see(noise[1], -1));
}
