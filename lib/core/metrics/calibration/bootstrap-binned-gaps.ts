import { computeMean, computeSum } from '../../statistics/compensated-sum';
import { drawBinomial } from '../../statistics/draw-binomial';
import { drawNormal } from '../../statistics/draw-normal';
import { square } from '../../statistics/exact-math';
import type { Limits } from '../../statistics/interval';
import { computePercentileLimits, replicateCount } from '../../statistics/percentile-limits';
import { createRng, type Rng } from '../../statistics/rng';
import { computeBinnedError } from './calibration-gaps';

/** Above this many items the sum of a bin's draws is taken from the normal distribution. */
const drawnItemCountMax = 1000;

/**
 * Bootstrap limits of the expected calibration error: resampling n items with replacement makes the bins' counts
 * multinomial, and gives each bin that many draws from its own items. The draws of a bin of up to 1,000 items are made one by
 * one; the sum of k draws from a larger one has mean k·μ and variance k·σ² of its items, which lie in [−1, 1], and is drawn
 * from the normal distribution. So the cost is at most B × 15,000 draws, whatever n is.
 *
 * Resamples carry the upward bias of the error a second time, so that the percentiles of a well calibrated model lie wholly above
 * its true error. Only the upper limit is a percentile. The lower one is the score less the 97.5 % quantile of
 * Σ_b |resampled − own sum of bin b|/n, down to 0: by the triangle inequality the score can't be further than that distance above
 * the true error, whatever the gaps are, so this side errs on the wide side.
 *
 * @param bins confidence minus hit of each item, by bin; some bins may be empty, not all
 */
export function bootstrapBinnedGaps(bins: readonly Float64Array[], seed: string): Limits {
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
    lower: Math.max(0, score - computePercentileLimits(distances).upper),
    upper: computePercentileLimits(replicates).upper,
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
