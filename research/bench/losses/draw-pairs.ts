import type { MetricName } from '@/lib/core/metrics/metric-name';
import { metrics } from '@/lib/core/metrics/metrics';
import { computeNormalQuantile, drawNormal } from '@/lib/core/statistics/normal-distribution';
import type { Rng } from '@/lib/core/statistics/rng';
import { bisect } from './draw-orders';
import { type FilesOfRound, fill } from './judge-files';

/** Rates of "yes" among positive items, and among negative ones. */
export type Rates = { readonly hits: number; readonly falsePositives: number };

const ofTwo = { task: 'binary', classes: ['no', 'yes'], groups: null } as const;

const toFile = (predicted: Int32Array) => ({ kind: 'classes', predicted, probabilities: null }) as const;

const say = (rng: Rng, labels: Int32Array, { hits, falsePositives }: Rates): Int32Array =>
  labels.map((label) => (rng.nextUnit() < (label === 1 ? hits : falsePositives) ? 1 : 0));

const drawLabels = (rng: Rng, itemCount: number, shareOf: (i: number) => number): Int32Array =>
  Int32Array.from({ length: itemCount }, (_, i) => (rng.nextUnit() < shareOf(i) ? 1 : 0));

/** Two files that share half of their randomness: half of the items are easy or hard for both. */
export function drawPair(
  rng: Rng,
  itemCount: number,
  positiveShare: number,
  [before, after]: readonly [Rates, Rates],
): FilesOfRound {
  const labels = drawLabels(rng, itemCount, () => positiveShare);
  const [was, is] = [new Int32Array(itemCount), new Int32Array(itemCount)];
  const rateOf = ({ hits, falsePositives }: Rates, label: number) => (label === 1 ? hits : falsePositives);
  labels.forEach((label, i) => {
    const luck = rng.nextUnit();
    const otherLuck = rng.nextUnit() < 0.5 ? luck : rng.nextUnit();
    was[i] = luck < rateOf(before, label) ? 1 : 0;
    is[i] = otherLuck < rateOf(after, label) ? 1 : 0;
  });
  return { ...ofTwo, labels, before: toFile(was), after: toFile(is) };
}

/** A share of the items is a block with "yes" in one file and "no" in the other; elsewhere the files are the same. */
export function drawDroppedBlock(
  rng: Rng,
  itemCount: number,
  { share, inside, outside }: { share: number; inside: number; outside: number },
): FilesOfRound {
  const every = Math.round(1 / share);
  const isInside = (i: number) => i % every === 0;
  const labels = drawLabels(rng, itemCount, (i) => (isInside(i) ? inside : outside));
  const others = say(rng, labels, usual);
  const file = (answer: number) => toFile(others.map((said, i) => (isInside(i) ? answer : said)));
  return { ...ofTwo, labels, before: file(1), after: file(0) };
}

export const usual: Rates = { hits: 0.7, falsePositives: 0.05 };

type Cell = readonly [label: number, said: number, share: number];

/** A population's score by a metric, from the shares of its cells. */
function scoreOf(name: MetricName, cells: readonly Cell[]): number {
  const shareOf = (label: number, said: number) =>
    cells.reduce((sum, [l, s, share]) => sum + (l === label && s === said ? share : 0), 0);
  const [hits, falsePositives] = [shareOf(1, 1), shareOf(0, 1)];
  if (name === 'precision') return hits / (hits + falsePositives);
  const found = metrics.find((metric) => metric.name === name);
  if (!found || !('statistic' in found)) throw new Error(`no population has a ${name}`);
  const matrix = { classCount: 2, labels: Int32Array.of(0, 0, 1, 1), predicted: Int32Array.of(0, 1, 0, 1) };
  const counts = Float64Array.of(shareOf(0, 0), falsePositives, shareOf(1, 0), hits);
  return found.statistic({ ...matrix, counts }, counts);
}

const cellsOf = (p: number, { hits, falsePositives }: Rates, weight = 1) =>
  [
    [1, 1, weight * p * hits],
    [1, 0, weight * p * (1 - hits)],
    [0, 1, weight * (1 - p) * falsePositives],
    [0, 0, weight * (1 - p) * (1 - falsePositives)],
  ] as const;

/** The rates with this recall at which a file equals another one. */
export function matchRates(metric: MetricName, positiveShare: number, other: Rates, hits: number): Rates {
  const wanted = scoreOf(metric, cellsOf(positiveShare, other));
  const falsePositives = bisect(
    0,
    1,
    (candidate) => wanted - scoreOf(metric, cellsOf(positiveShare, { hits, falsePositives: candidate })),
  );
  return { hits, falsePositives };
}

/** The share of positives in a block at which changing it to "no" gains nothing. */
export function findIdleInside(metric: MetricName, outside: number, share: number): number {
  const others = cellsOf(outside, usual, 1 - share);
  const gainAt = (inside: number) => {
    const [before, after] = [1, 0].map((said) =>
      scoreOf(metric, [...others, [1, said, share * inside], [0, said, share * (1 - inside)]]),
    );
    return after! - before!;
  };
  return bisect(0, 1, (inside) => -gainAt(inside));
}

/** Ten classes of different sizes, and two files with these skills. */
export function drawTenClasses(rng: Rng, itemCount: number, skills: readonly [number, number]): FilesOfRound {
  const labels = Int32Array.from({ length: itemCount }, () => Math.floor(10 * rng.nextUnit() ** 2));
  const see = (skill: number) =>
    toFile(labels.map((label) => (rng.nextUnit() < skill ? label : Math.floor(10 * rng.nextUnit()))));
  return {
    task: 'multiclass',
    classes: Array.from({ length: 10 }, (_, c) => `c${c}`),
    labels,
    groups: null,
    before: see(skills[0]),
    after: see(skills[1]),
  };
}

/**
 * Groups of items that are hard or easy together, with a tenth of positives. `fewer` is the share of false positives that remains
 * in the second file.
 */
export function drawGroupedPair(
  rng: Rng,
  itemCount: number,
  { size, fewer }: { size: number; fewer: number },
): FilesOfRound {
  const labels = drawLabels(rng, itemCount, () => 0.1);
  const groups = Int32Array.from(labels, (_, i) => Math.floor(i / size));
  const see = (factor: number) => {
    const hardness = Array.from({ length: Math.ceil(itemCount / size) }, () => 2 * rng.nextUnit());
    return toFile(
      labels.map((label, i) => {
        const rate = label === 1 ? 0.7 : Math.min(1, 0.1 * factor * hardness[groups[i]!]!);
        return rng.nextUnit() < rate ? 1 : 0;
      }),
    );
  };
  return { ...ofTwo, labels, groups, before: see(1), after: see(fewer) };
}

/** Correlation of the normal variables behind two similar files' errors. */
const correlation = 0.8;

/** The group's share of the variance of an item's label, and of its difficulty. */
const groupShare = 0.3;

type Pair = readonly [before: Rates, after: Rates];

/** Two files with highly correlated errors, like two versions of one model. */
export const drawAlikePair = (
  rng: Rng,
  itemCount: number,
  positiveShare: number,
  rates: Pair,
): FilesOfRound =>
  answer(rng, {
    labels: Int32Array.from({ length: itemCount }, () => (rng.nextUnit() < positiveShare ? 1 : 0)),
    hardness: fill(itemCount, () => Math.sqrt(correlation) * drawNormal(rng)),
    groups: null,
    rates,
  });

/** Two files with highly correlated errors in groups of so many items, half of them positive. */
export function drawAlikeGroups(rng: Rng, itemCount: number, size: number, rates: Pair): FilesOfRound {
  const groups = Int32Array.from({ length: itemCount }, (_, i) => Math.floor(i / size));
  const groupCount = Math.ceil(itemCount / size);
  const drawShared = (ownShare: number) => {
    const ofGroup = fill(groupCount, () => Math.sqrt(groupShare) * drawNormal(rng));
    return fill(itemCount, (i) => ofGroup[groups[i]!]! + Math.sqrt(ownShare) * drawNormal(rng));
  };
  return answer(rng, {
    labels: Int32Array.from(drawShared(1 - groupShare), (x) => (x < 0 ? 1 : 0)),
    hardness: drawShared(correlation - groupShare),
    groups,
    rates,
  });
}

function answer(
  rng: Rng,
  {
    labels,
    hardness,
    groups,
    rates,
  }: { labels: Int32Array; hardness: Float64Array; groups: Int32Array | null; rates: Pair },
): FilesOfRound {
  const say = ({ hits, falsePositives }: Rates) => {
    const bounds = [falsePositives, hits].map(computeNormalQuantile);
    const predicted = labels.map((label, i) =>
      hardness[i]! + Math.sqrt(1 - correlation) * drawNormal(rng) < bounds[label]! ? 1 : 0,
    );
    return { kind: 'classes', predicted, probabilities: null } as const;
  };
  return {
    task: 'binary',
    classes: ['no', 'yes'],
    labels,
    groups,
    before: say(rates[0]),
    after: say(rates[1]),
  };
}
