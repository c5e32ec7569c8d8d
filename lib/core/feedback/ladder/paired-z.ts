import { computeMean, computeSum } from '../../statistics/compensated-sum';
import { square } from '../../statistics/exact-math';

/**
 * z of the hypothesis that the mean gain is 0: d̄/(s/√n), s with n − 1 in the denominator. Where all gains are alike it is
 * ±Infinity by their sign, and 0 where they are all 0. NaN for fewer than two gains.
 */
export function computePairedZ(gains: Float64Array): number {
  const n = gains.length;
  if (n < 2) return Number.NaN;
  const mean = computeMean(gains);
  if (gains.every((gain) => gain === gains[0])) return gains[0] === 0 ? 0 : mean * Number.POSITIVE_INFINITY;
  const variance = computeSum(gains.map((gain) => square(gain - mean))) / (n - 1);
  return mean / Math.sqrt(variance / n);
}
