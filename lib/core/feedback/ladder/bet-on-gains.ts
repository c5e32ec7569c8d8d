import { computeSum } from '../../statistics/compensated-sum';
import { exp, log } from '../../statistics/exact-math';
import { setAside } from './set-aside';
import type { UnitLosses } from './unit-losses';

/**
 * p of the hypothesis that the units of a round gain nothing in the mean, given that none can lose more than its bound. It needs no
 * normal approximation, and what was not drawn counts: it stays large as long as rare losses, of the size that the bounds allow,
 * could outweigh the gains and have been missed by the draw.
 *
 * Capital starts at 1 and bets the share λ/b of itself on each unit, b the most that a unit can lose. Under the hypothesis the
 * product Π(1 + λ·x/b) over the units drawn has an expectation of at most 1 for any λ in [0, 1] that is fixed before, so has a mean over
 * several λ, and the chance that it reaches 1/p is at most p (Markov). That is a mean's test by betting (Waudby-Smith & Ramdas 2024,
 * JRSSB 86:1–27). It holds for a part drawn without replacement too, as the product is a convex function of a sum
 * (Hoeffding 1963, JASA 58:13–30, theorem 4). λ = 2^−j with the weight 1/((j + 1)(j + 2)), j = 0 … 19: chosen before the gains are
 * known, so that files which risk much for their gain, and those which risk little, are both bet on.
 *
 * The few units that could lose most would make every bet small, so some are set aside (`setAside`): without spread a bet on n units
 * needs a mean gain of about what those owe and b·ln(1/level)/n.
 *
 * @param gains of the units drawn, none below minus its bound
 * @param losses as many `ofPart` as gains, in their order; all ≥ 0
 * @param level that p is to be compared with
 * @returns p from 0 to 1; 1 where a bound isn't finite
 */
export function computeBettingP(gains: Float64Array, { ofRound, ofPart }: UnitLosses, level: number): number {
  if (gains.length !== ofPart.length)
    throw new RangeError(`${ofPart.length} bounds for ${gains.length} gains`);
  const { lossMax, owed } = setAside(ofRound, log(1 / level) / gains.length);
  const stake = lossMax + owed;
  if (!Number.isFinite(stake)) return 1;
  const left = gains.map((gain, i) => (ofPart[i]! > lossMax ? 0 : gain) - owed);
  // Nothing can be lost: any gain is a gain, whatever else the round holds.
  if (stake === 0) return computeSum(left) > 0 ? 0 : 1;
  const logs = new Float64Array(left.length);
  let capital = 0;
  let share = 1 / stake;
  const worst = left.reduce((least, x) => Math.min(least, x), 0);
  for (let j = 0; j < betCount; j++, share /= 2) {
    // Who bets everything and loses has nothing left, by rounding even less.
    if (1 + share * worst <= 0) continue;
    for (let i = 0; i < left.length; i++) logs[i] = log(1 + share * left[i]!);
    capital += exp(computeSum(logs)) / ((j + 1) * (j + 2));
  }
  return capital > 1 ? 1 / capital : 1;
}

const betCount = 20;
