import {
  createClassScorable,
  createProbabilityScorable,
  createRegressionScorable,
  type Scorable,
} from '../../metrics/scorable/scorable';
import { exp } from '../../statistics/exact-math';
import { computeNormalQuantile, drawNormal } from '../../statistics/normal-distribution';
import type { Rng } from '../../statistics/rng';

const binary = { task: 'binary' as const, classes: ['no', 'yes'] };

/** Parameters of simulated items of two classes, and of models whose noise on an item is partly the same for all models. */
export type BinarySetting = {
  readonly n: number;
  readonly positives: number;
  readonly models: number;
  /** Share of the noise's variance that is the same for all models on an item. */
  readonly shared: number;
  /** Number of groups of equal size, 0 for none. Part of the noise is the same for all items of a group. */
  readonly groups: number;
  readonly ofGroup: number;
};

export const onePlainModel = { models: 1, shared: 0, groups: 0, ofGroup: 0 };

export const groupsOf = ({ n, groups }: BinarySetting): Int32Array | null =>
  groups === 0 ? null : Int32Array.from({ length: n }, (_, i) => Math.floor((i * groups) / n));

/**
 * Simulates models of equal strength: scores are normal in both classes, with means `distance` standard deviations apart.
 */
export function drawRankedScores(
  rng: Rng,
  setting: BinarySetting & { readonly distance: number },
): Scorable[] {
  const { labels, noises } = drawNoise(rng, setting);
  return noises.map((noise) =>
    createProbabilityScorable({
      ...binary,
      labels,
      probabilities: Float64Array.from(
        Array.from(labels, (label, i) => {
          const yes = 1 / (1 + Math.exp(-noise[i]! - setting.distance * label));
          return [1 - yes, yes];
        }).flat(),
      ),
    }),
  );
}

/** Simulates models of equal strength with given shares of hits among the negatives and the positives. */
export function drawClasses(
  rng: Rng,
  setting: BinarySetting & { readonly right: readonly [negatives: number, positives: number] },
): Scorable[] {
  const { labels, noises } = drawNoise(rng, setting);
  const cuts = setting.right.map(computeNormalQuantile);
  return noises.map((noise) =>
    createClassScorable({
      ...binary,
      labels,
      predicted: Int32Array.from(labels, (label, i) => (noise[i]! < cuts[label]! ? label : 1 - label)),
    }),
  );
}

/** Draws labels in random order, `positives` of them positive, and the noise of each model on each item. */
function drawNoise(
  rng: Rng,
  { n, positives, models, shared, groups, ofGroup }: BinarySetting,
): { labels: Int32Array; noises: Float64Array[] } {
  const labels = Int32Array.from({ length: n }, (_, i) => (i < positives ? 1 : 0));
  shuffle(rng, labels);
  const ofItems = Float64Array.from(labels, () => drawNormal(rng));
  const noises = Array.from({ length: models }, () => {
    const ofGroups = Float64Array.from({ length: groups }, () => drawNormal(rng));
    return ofItems.map((common, i) => {
      const own = Math.sqrt(shared) * common + Math.sqrt(1 - shared) * drawNormal(rng);
      if (groups === 0) return own;
      return Math.sqrt(ofGroup) * ofGroups[Math.floor((i * groups) / n)]! + Math.sqrt(1 - ofGroup) * own;
    });
  });
  return { labels, noises };
}

/**
 * Items of several classes, and the noise of each model on each class, item by item. Part of its variance is the same for
 * all models.
 */
export type NoiseOfClasses = {
  readonly labels: Int32Array;
  readonly classCount: number;
  readonly noises: readonly Float64Array[];
};

/**
 * Draws items and noise.
 * @param shares of the classes; the numbers of items are rounded, not random
 */
export function drawNoiseOfClasses(
  rng: Rng,
  {
    n,
    shares,
    models,
    shared,
  }: {
    readonly n: number;
    readonly shares: readonly number[];
    readonly models: number;
    readonly shared: number;
  },
): NoiseOfClasses {
  const labels = drawLabelsOfClasses(rng, n, shares);
  const common = new Float64Array(n * shares.length);
  for (let place = 0; place < common.length; place++) common[place] = drawNormal(rng);
  const [ofItem, own] = [Math.sqrt(shared), Math.sqrt(1 - shared)];
  const noises = Array.from({ length: models }, () => {
    const noise = new Float64Array(common.length);
    for (let place = 0; place < noise.length; place++)
      noise[place] = ofItem * common[place]! + own * drawNormal(rng);
    return noise;
  });
  return { labels, classCount: shares.length, noises };
}

/** Scores of a model for several classes: each class's score is higher by `distance` on items of that class. */
export function scoreClasses(
  { labels, classCount, noises }: NoiseOfClasses,
  model: number,
  distance: number,
): Scorable {
  const noise = noises[model]!;
  const probabilities = new Float64Array(noise.length);
  for (let i = 0; i < labels.length; i++) {
    const start = i * classCount;
    let sum = 0;
    for (let c = 0; c < classCount; c++)
      sum += probabilities[start + c] = exp(noise[start + c]! + (labels[i] === c ? distance : 0));
    for (let c = 0; c < classCount; c++) probabilities[start + c]! /= sum;
  }
  const classes = Array.from({ length: classCount }, (_, c) => `class ${c}`);
  return createProbabilityScorable({ task: 'multiclass', classes, labels, probabilities });
}

/** Simulates models for several classes, one for each distance. */
export function drawScoresOfClasses(
  rng: Rng,
  {
    distances,
    ...items
  }: {
    readonly n: number;
    readonly shares: readonly number[];
    readonly distances: readonly number[];
    readonly shared: number;
  },
): Scorable[] {
  const noise = drawNoiseOfClasses(rng, { ...items, models: distances.length });
  return distances.map((distance, model) => scoreClasses(noise, model, distance));
}

function drawLabelsOfClasses(rng: Rng, n: number, shares: readonly number[]): Int32Array {
  const ends = shares.map((_, c) =>
    Math.round(n * shares.slice(0, c + 1).reduce((sum, share) => sum + share, 0)),
  );
  const labels = Int32Array.from({ length: n }, (_, i) => ends.findIndex((end) => i < end));
  shuffle(rng, labels);
  return labels;
}

function shuffle(rng: Rng, labels: Int32Array): void {
  for (let i = labels.length - 1; i > 0; i--) {
    const j = Math.floor(rng.nextUnit() * (i + 1));
    [labels[i], labels[j]] = [labels[j]!, labels[i]!];
  }
}

/**
 * Simulates a regression. For sigma 0 the errors are normal; else their sizes are e^(sigma·z), with a root mean square of
 * e^(sigma²).
 */
export function drawNumbers(rng: Rng, { n, sigma }: { n: number; sigma: number }): Scorable {
  const labels = Float64Array.from({ length: n }, () => drawNormal(rng));
  return createRegressionScorable({
    labels,
    predicted: labels.map((label) =>
      sigma === 0
        ? label + drawNormal(rng)
        : label + (rng.nextUnit() < 0.5 ? -1 : 1) * Math.exp(sigma * drawNormal(rng)),
    ),
  });
}

/**
 * Simulates probabilities of two classes. Without confident errors they are calibrated and their logits are normal with the
 * given spread. With confident errors the label has probability .001 on the given share of the items, and .98 on all others.
 */
export function drawProbabilities(
  rng: Rng,
  { n, spread, confidentErrors }: { n: number; spread: number; confidentErrors: number },
): Scorable {
  const labels = new Int32Array(n);
  const probabilities = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    let yes = 1 / (1 + Math.exp(-spread * drawNormal(rng)));
    if (confidentErrors > 0) {
      const isWrong = rng.nextUnit() < confidentErrors;
      labels[i] = rng.nextUnit() < 0.5 ? 1 : 0;
      const onLabel = isWrong ? 0.001 : 0.97 + 0.02 * rng.nextUnit();
      yes = labels[i] === 1 ? onLabel : 1 - onLabel;
    } else labels[i] = rng.nextUnit() < yes ? 1 : 0;
    probabilities[2 * i] = 1 - yes;
    probabilities[2 * i + 1] = yes;
  }
  return createProbabilityScorable({ ...binary, labels, probabilities });
}

/**
 * Simulates two regressions of the same labels with errors of these standard deviations, half of each error's variance
 * common to both; with heavy tails if asked for.
 */
export function drawTwoRegressions(
  rng: Rng,
  { n, sigmas, tail }: { n: number; sigmas: readonly [number, number]; tail: number },
): Scorable[] {
  const labels = Float64Array.from({ length: n }, () => drawNormal(rng));
  const shared = labels.map(() => drawNormal(rng));
  const scale = labels.map(() => Math.exp(tail * drawNormal(rng) - tail * tail));
  return sigmas.map((sigma) =>
    createRegressionScorable({
      labels,
      predicted: labels.map(
        (label, i) => label + sigma * scale[i]! * Math.SQRT1_2 * (shared[i]! + drawNormal(rng)),
      ),
    }),
  );
}
