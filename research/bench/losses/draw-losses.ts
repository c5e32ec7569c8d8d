import { drawNormal } from '@/lib/core/statistics/normal-distribution';
import type { Rng } from '@/lib/core/statistics/rng';
import type { Predictions } from '@/lib/core/submission/predictions';
import { drawScorers } from './draw-orders';
import { type FilesOfRound, fill, ofNumbers } from './judge-files';

const twoClasses = { task: 'binary', classes: ['no', 'yes'], groups: null } as const;

const ofYes = (shares: Float64Array): Predictions => ({
  kind: 'probabilities',
  predicted: Int32Array.from(shares, (share) => (share > 0.5 ? 1 : 0)),
  probabilities: Float64Array.from({ length: 2 * shares.length }, (_, at) =>
    at % 2 === 1 ? shares[at >> 1]! : 1 - shares[at >> 1]!,
  ),
});

/**
 * A twentieth of the items gets a more extreme probability without a gain in expectation: its share of positives makes both
 * losses equal. Elsewhere the files are the same.
 */
export function drawSurer(
  rng: Rng,
  itemCount: number,
  { from, to, lossOf }: { from: number; to: number; lossOf: (probability: number) => number },
): FilesOfRound {
  const isChanged = (i: number) => i % 20 === 0;
  // q(f(from) − f(to)) = (1 − q)(f(1 − to) − f(1 − from)), f the loss of a label with this probability.
  const [gained, lost] = [lossOf(from) - lossOf(to), lossOf(1 - to) - lossOf(1 - from)];
  const sureShare = lost / (gained + lost);
  const usual = fill(itemCount, () => rng.nextUnit());
  const labels = Int32Array.from({ length: itemCount }, (_, i) =>
    rng.nextUnit() < (isChanged(i) ? sureShare : usual[i]!) ? 1 : 0,
  );
  const say = (share: number) => ofYes(usual.map((x, i) => (isChanged(i) ? share : x)));
  return { ...twoClasses, labels, before: say(from), after: say(to) };
}

/** Probabilities from a score with this d′, against the constant share of positives. */
export function drawAgainstConstant(
  rng: Rng,
  itemCount: number,
  positiveShare: number,
  mean: number,
): FilesOfRound {
  const drawn = drawCalibrated(rng, itemCount, positiveShare, [mean, mean]);
  return { ...drawn, before: ofYes(fill(itemCount, () => positiveShare)) };
}

/** Two files of equal true value with independent noise, each calibrated to its own view. */
export function drawCalibrated(
  rng: Rng,
  itemCount: number,
  positiveShare: number,
  [before, after]: readonly [number, number],
): FilesOfRound {
  const { labels, odds, see } = startBinormal(rng, itemCount, positiveShare);
  const [was, is] = [see(before), see(after)];
  return { ...twoClasses, labels, before: ofOdds(odds, was), after: ofOdds(odds, is) };
}

/** The second file has the first one's information and more, which raises its d′ to that value. */
export function drawMoreKnown(
  rng: Rng,
  itemCount: number,
  positiveShare: number,
  [before, after]: readonly [number, number],
): FilesOfRound {
  const { labels, odds, see } = startBinormal(rng, itemCount, positiveShare);
  const known = see(before);
  const more = see(Math.sqrt(after * after - before * before));
  return {
    ...{ ...twoClasses, labels, before: ofOdds(odds, known) },
    after: ofOdds(
      odds,
      known.map((x, i) => x + more[i]!),
    ),
  };
}

/** Labels, their log-odds, and a function that draws the log-odds seen by a score with this d′. */
function startBinormal(rng: Rng, itemCount: number, positiveShare: number) {
  const labels = Int32Array.from({ length: itemCount }, () => (rng.nextUnit() < positiveShare ? 1 : 0));
  const odds = Math.log(positiveShare / (1 - positiveShare));
  const see = (mean: number) =>
    fill(itemCount, (i) => mean * (mean * labels[i]! + drawNormal(rng)) - (mean * mean) / 2);
  return { labels, odds, see };
}

const ofOdds = (odds: number, said: Float64Array): Predictions =>
  ofYes(said.map((x) => 1 / (1 + Math.exp(-(odds + x)))));

/** Two files of equal true value with independent errors around the same labels. */
export function drawErrors(rng: Rng, itemCount: number, sd: number): FilesOfRound {
  const labels = fill(itemCount, () => drawNormal(rng));
  const see = () => labels.map((label) => label + sd * drawNormal(rng));
  return ofNumbers(labels, see(), see());
}

/**
 * Normal labels: the first file explains a share of their variance, and the second one so much more that its errors are smaller
 * by that factor.
 */
export function drawSmallerErrors(
  rng: Rng,
  itemCount: number,
  { knownShare, lessBy }: { knownShare: number; lessBy: number },
): FilesOfRound {
  const left = (1 - knownShare) * (1 - lessBy) ** 2;
  const known = fill(itemCount, () => Math.sqrt(knownShare) * drawNormal(rng));
  const more = known.map((x) => x + Math.sqrt(1 - knownShare - left) * drawNormal(rng));
  const labels = more.map((x) => x + Math.sqrt(left) * drawNormal(rng));
  return ofNumbers(labels, known, more);
}

/** A twentieth of the predictions rises by a tenth: almost half of these labels are far below, the others just above. */
export function drawMovedNumbers(rng: Rng, itemCount: number): FilesOfRound {
  const isChanged = (i: number) => i % 20 === 0;
  const labels = fill(itemCount, (i) => (isChanged(i) ? (rng.nextUnit() < 0.5 ? -10 : 1) : drawNormal(rng)));
  const others = labels.map((label) => label + drawNormal(rng));
  const say = (value: number) => others.map((x, i) => (isChanged(i) ? value : x));
  return ofNumbers(labels, say(0), say(0.1));
}

/** Two equal files in groups of 20, whose items share half of the variance of their errors and of the labels. */
export function drawGroupedErrors(rng: Rng, itemCount: number): FilesOfRound {
  const size = 20;
  const groups = Int32Array.from({ length: itemCount }, (_, i) => Math.floor(i / size));
  const shared = () => {
    const ofGroup = fill(Math.ceil(itemCount / size), () => Math.SQRT1_2 * drawNormal(rng));
    return fill(itemCount, (i) => ofGroup[groups[i]!]! + Math.SQRT1_2 * drawNormal(rng));
  };
  const labels = shared();
  const see = () => {
    const errors = shared();
    return labels.map((label, i) => label + errors[i]!);
  };
  return { ...ofNumbers(labels, see(), see()), groups };
}

/** Calibrated probabilities in groups whose items mostly have the same label. */
export function drawGroupedScorers(rng: Rng, itemCount: number): FilesOfRound {
  const size = 20;
  const drawn = drawScorers(rng, itemCount, 0.3, [
    { mean: 1.5, sd: 1 },
    { mean: 1.5, sd: 1 },
  ]);
  return { ...drawn, groups: Int32Array.from({ length: itemCount }, (_, i) => Math.floor(i / size)) };
}
