import { ok, type Result, refuse } from '../result';
import { computePercentileInterval, replicateCount } from '../statistics/bootstrap-intervals';
import { drawBinomial } from '../statistics/discrete-distributions';
import { square } from '../statistics/exact-math';
import type { Bounds } from '../statistics/interval';
import { drawNormal } from '../statistics/normal-distribution';
import { createRng, type Rng } from '../statistics/rng';
import { computeMean, computeSum, numberGroups, sumByGroup } from '../statistics/sums';
import { classMetric, classTasks } from './family/mean-metrics';
import { baselines } from './metric';
import { type ClassificationScorable, type UndefinedMetric, undefinedMetric } from './scorable/scorable';

/**
 * Expected calibration error (Naeini et al. 2015, AAAI; Guo et al. 2017, arXiv 1706.04599) with 15 bins of equal width on
 * the confidence, the probability of the predicted class: Σ_b (n_b/n)·|mean confidence − share of hits in bin b|. Bin b = 0
 * … 14 holds confidences in (b/15, (b+1)/15], found as ⌈15·confidence⌉ − 1 in doubles; 0 falls into the first. Range 0 to 1,
 * lower is better. It is biased upwards, and more so with fewer items per bin: a perfectly calibrated model scores above 0.
 * Undefined for n = 0 (`no-items`), without probabilities (`no-probabilities`), and if one isn't finite (`not-finite`).
 */
export const calibrationError = classMetric({
  name: 'calibration_error',
  title: 'Expected calibration error',
  meaning:
    'The mean difference between the confidence of a prediction and the share of hits at that confidence. {0} is perfect.',
  short: 'ECE',
  formula: 'Σ_{b} (n_{b}/n) · |conf_{b} − acc_{b}|',
  note: 'Mean confidence against share of hits in 15 bins of equal width on the probability of the predicted class (Guo et al. 2017, arXiv 1706.04599). Biased upwards where bins hold few items.',
  tasks: classTasks,
  needs: 'probabilities',
  direction: 'lower',
  range: [0, 1],
  compute(s) {
    const bins = binCalibrationGaps(s);
    return bins.ok ? ok(computeBinnedError(bins.value.map(computeSum), s.labels.length)) : bins;
  },
  // The mean of the items' terms is the metric, but the sign of a term depends on the sum over its bin, so the terms aren't
  // independent.
  outcomes: {
    compute: computeItemCalibration,
    kind: 'real',
    direction: 'lower',
    isMean: false,
    isDistance: false,
  },
  itemComparison: {
    by: 'nothing',
    reason:
      'An item has no calibration error of its own: confidence is compared with hits in bins of many items.',
  },
  interval: {
    method: 'bootstrap',
    compute(s, { groups, seed }) {
      const gaps = computeCalibrationGaps(s);
      if (!gaps.ok) return gaps;
      const interval =
        groups === null
          ? bootstrapBinnedGaps(binGaps(gaps.value), seed)
          : bootstrapGroupedGaps(gaps.value, groups, seed);
      return ok({ ...interval, method: 'bootstrap' });
    },
    needsWrongClasses: false,
    hasHeavyTails: false,
  },
  // With the signs of the bins fixed, the metric is a mean and the t test applies. Near 0 the test tends to find no
  // difference.
  pairTest: 'paired-t',
  degrees: 'items',
  computePseudoValues: null,
  ladder: null,
  baseline: baselines.entropy,
  scoresConstantsAlike: false,
  intervalWidth: 'unknown',
  excessScale: null,
  probitScale: 'never',
  chanceScore: null,
  // At risk: an item's weight within a bin depends on its confidence, and each bin is a separate sum.
  digitsRevealLabels: true,
  seesOrderAlone: false,
});

export const binCount = 15;

/** Computes Σ_b |sum of the gaps in bin b|/n. */
export function computeBinnedError(gapSums: readonly number[], itemCount: number): number {
  return gapSums.reduce((sum, gap) => sum + Math.abs(gap), 0) / itemCount;
}

/**
 * Computes each item's confidence minus hit, sorted into bins, in the order of the items. Returns an error where the metric
 * is undefined.
 */
export function binCalibrationGaps(
  s: ClassificationScorable,
): Result<readonly Float64Array[], UndefinedMetric> {
  const gaps = computeCalibrationGaps(s);
  return gaps.ok ? ok(binGaps(gaps.value)) : gaps;
}

export function binGaps({ bins, values }: { bins: Uint8Array; values: Float64Array }): Float64Array[] {
  const counts = new Int32Array(binCount);
  for (const bin of bins) counts[bin]!++;
  const binned = Array.from(counts, (count) => new Float64Array(count));
  const filled = new Int32Array(binCount);
  for (let i = 0; i < bins.length; i++) binned[bins[i]!]![filled[bins[i]!]!++] = values[i]!;
  return binned;
}

/**
 * Each item's contribution to the error: its confidence minus its hit, with the sign of its bin's sum, so that the mean over
 * items is the metric. Returns an error where the metric is undefined.
 */
export function computeItemCalibration(s: ClassificationScorable): Result<Float64Array, UndefinedMetric> {
  const gaps = computeCalibrationGaps(s);
  const binned = binCalibrationGaps(s);
  if (!gaps.ok) return gaps;
  if (!binned.ok) return binned;
  const signs = binned.value.map((values) => (computeSum(values) < 0 ? -1 : 1));
  return ok(gaps.value.values.map((gap, i) => gap * signs[gaps.value.bins[i]!]!));
}

/** Computes each item's confidence minus hit, and its bin, 0 … 14. Returns an error where the metric is undefined. */
export function computeCalibrationGaps(
  s: ClassificationScorable,
): Result<{ bins: Uint8Array; values: Float64Array }, UndefinedMetric> {
  const { labels, predicted, probabilities } = s;
  const width = s.classes.length;
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (probabilities === null) return refuse(undefinedMetric('no-probabilities'));
  if (!probabilities.every(Number.isFinite)) return refuse(undefinedMetric('not-finite'));
  const bins = new Uint8Array(labels.length);
  const values = new Float64Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const confidence = probabilities[i * width + predicted[i]!]!;
    bins[i] = Math.min(Math.max(Math.ceil(confidence * binCount) - 1, 0), binCount - 1);
    values[i] = confidence - (labels[i] === predicted[i] ? 1 : 0);
  }
  return ok({ bins, values });
}

/** For a bin with more items than this, the sum of a resample's draws is drawn from the normal distribution. */
const drawnItemCountMax = 1000;

/**
 * Bootstrap interval of the expected calibration error: resampling n items with replacement makes the bins' counts
 * multinomial, and gives each bin that many draws from its own items. The draws of a bin of up to 1,000 items are made one
 * by one; the sum of k draws from a larger one has mean k·μ and variance k·σ² of its items, which are in [−1, 1], and is
 * drawn from the normal distribution. So the cost is at most B × 15,000 draws, whatever n is.
 *
 * Resampling adds the upward bias of the error a second time, so that for a well calibrated model all percentiles are above
 * the true error. So only the upper bound is a percentile. The lower bound is the score minus the 97.5 % quantile of Σ_b
 * |resampled − own sum of bin b|/n, but at least 0: by the triangle inequality the score can't be further than that distance
 * above the true error, whatever the gaps are, so this side is conservative.
 *
 * @param bins for each bin, confidence minus hit of its items; not all bins may be empty
 */
export function bootstrapBinnedGaps(bins: readonly Float64Array[], seed: string): Bounds {
  const rng = createRng(seed);
  const itemCount = bins.reduce((sum, bin) => sum + bin.length, 0);
  const drawSums = bins.map((bin) => createSumDraw(bin, rng));
  const ownSums = bins.map(computeSum);
  const replicates = new Float64Array(replicateCount);
  const distances = new Float64Array(replicateCount);
  for (let b = 0; b < replicateCount; b++) {
    let drawsLeft = itemCount;
    let itemsLeft = itemCount;
    const sums = bins.map((bin, k) => {
      const draws = itemsLeft === 0 ? 0 : drawBinomial(rng, drawsLeft, bin.length / itemsLeft);
      drawsLeft -= draws;
      itemsLeft -= bin.length;
      return drawSums[k]!(draws);
    });
    replicates[b] = computeBinnedError(sums, itemCount);
    distances[b] = computeBinnedError(
      sums.map((sum, k) => sum - ownSums[k]!),
      itemCount,
    );
  }
  const score = computeBinnedError(ownSums, itemCount);
  return {
    lower: Math.max(0, score - computePercentileInterval(distances).upper),
    upper: computePercentileInterval(replicates).upper,
  };
}

function createSumDraw(bin: Float64Array, rng: Rng): (draws: number) => number {
  if (bin.length > drawnItemCountMax) {
    const mean = computeMean(bin);
    const deviation = Math.sqrt(computeMean(bin.map((gap) => square(gap - mean))));
    return (draws) => draws * mean + Math.sqrt(draws) * deviation * drawNormal(rng);
  }
  return (draws) => {
    let sum = 0;
    for (let draw = 0; draw < draws; draw++) sum += bin[Math.floor(rng.nextUnit() * bin.length)]!;
    return sum;
  };
}

/**
 * Bootstrap interval of the expected calibration error for items in groups: like `bootstrapBinnedGaps`, but whole groups are
 * drawn instead of items, as many as there are. The error of a resample is Σ_b |sum of the gaps in bin b| divided by its
 * number of items. The lower bound is the score minus the 97.5 % quantile of Σ_b |resampled − own mean gap of bin b|, but at
 * least 0, for the same reason as there. Takes time B × 15 × groups.
 */
export function bootstrapGroupedGaps(
  { bins, values }: { bins: Uint8Array; values: Float64Array },
  groups: Int32Array,
  seed: string,
): Bounds {
  const items = numberGroups(groups);
  const { groupCount, sizes } = items;
  const sumsOf = Array.from({ length: binCount }, (_, bin) =>
    sumByGroup(
      values.map((gap, i) => (bins[i] === bin ? gap : 0)),
      items,
    ),
  );
  const itemCount = values.length;
  const ownMeans = sumsOf.map((sums) => computeSum(sums) / itemCount);
  const rng = createRng(seed);
  const drawn = new Int32Array(groupCount);
  const scale = groupCount / 2 ** 32;
  const replicates = new Float64Array(replicateCount);
  const distances = new Float64Array(replicateCount);
  for (let b = 0; b < replicateCount; b++) {
    let drawnItemCount = 0;
    for (let g = 0; g < groupCount; g++) {
      const group = Math.floor(rng.nextUint32() * scale);
      drawn[g] = group;
      drawnItemCount += sizes[group]!;
    }
    const sums = sumsOf.map((binSums) => {
      let sum = 0;
      for (let g = 0; g < groupCount; g++) sum += binSums[drawn[g]!]!;
      return sum;
    });
    replicates[b] = computeBinnedError(sums, drawnItemCount);
    distances[b] = computeBinnedError(
      sums.map((sum, bin) => sum / drawnItemCount - ownMeans[bin]!),
      1,
    );
  }
  const score = computeBinnedError(ownMeans, 1);
  return {
    lower: Math.max(0, score - computePercentileInterval(distances).upper),
    upper: computePercentileInterval(replicates).upper,
  };
}
