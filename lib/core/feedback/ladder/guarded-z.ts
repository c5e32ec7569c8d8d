import { computeMean, computeSum } from '../../statistics/compensated-sum';
import { square } from '../../statistics/exact-math';
import { setAside } from './set-aside';
import type { UnitLosses } from './unit-losses';

/**
 * z′ of the hypothesis that the units of a round gain nothing in the mean, as if one more unit had been drawn that lost the most a unit can:
 *
 * z′ = (Σx − c·b)/√(Σ(x − x̄)² + b²), c = (t² + 2)/3.
 *
 * x are the gains less what units that were set aside owe (`setAside` at the price (c + t)/n), 0 for those themselves, and b the most that
 * another unit can lose, with what it owes. A file that gains a little almost everywhere and loses b on a few units has lost k of them in
 * the draw, Poisson for rare ones; z′ > t inverts that limit, whose upper point is k + 1 + t√(k + 1) + (t² − 1)/3 by the expansion of
 * Cornish & Fisher 1938 (Rev. Inst. Int. Stat. 5:307–320). So z′ asks by itself for a gain of c + t rare losses.
 *
 * Degenerate cases: without anything to lose b is 0, and any gains that are alike give Infinity by their sign, or NaN if they are 0; NaN
 * where a bound isn't finite.
 *
 * @param gains of the units drawn, unchanged ones too: of metrics that aren't means theirs isn't 0
 * @param losses as many `ofPart` as gains, in their order; all ≥ 0
 * @param threshold t
 */
export function computeGuardedZ(
  gains: Float64Array,
  { ofRound, ofPart }: UnitLosses,
  threshold: number,
): { readonly stake: number; readonly z: number } {
  if (gains.length !== ofPart.length)
    throw new RangeError(`${ofPart.length} bounds for ${gains.length} gains`);
  const c = (square(threshold) + 2) / 3;
  const { lossMax, owed } = setAside(ofRound, (c + threshold) / gains.length);
  const stake = lossMax + owed;
  if (!Number.isFinite(stake)) return { stake, z: Number.NaN };
  const left = gains.map((gain, i) => (ofPart[i]! > lossMax ? 0 : gain) - owed);
  const mean = computeMean(left);
  const squares = computeSum(left.map((x) => square(x - mean)));
  return { stake, z: (computeSum(left) - c * stake) / Math.sqrt(squares + square(stake)) };
}
