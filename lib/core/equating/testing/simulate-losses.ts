import { exp } from '../../statistics/exact-math';
import { drawNormal } from '../../statistics/normal-distribution';
import type { Rng } from '../../statistics/rng';
import { computeSampleMoments } from '../link-scale';
import type { SimulatedLink } from './simulate-anchors';

/** A base round and a later round whose metric is a mean of losses; the newcomers have smaller losses than the anchors. */
export type LossesSetting = {
  readonly baseItemCount: number;
  readonly itemCount: number;
  readonly anchorCount: number;
  readonly newcomerCount: number;
  readonly anchorLoss: readonly [number, number];
  readonly newcomerLoss: readonly [number, number];
  /** How much harder the later round is, on the scale of −ln(loss). */
  readonly hardness: number;
  /**
   * Slope of the link: change of −ln(loss) in the later round per unit of −ln(loss) in the base round, drawn uniformly
   * between these two values for each round.
   */
  readonly slope: readonly [number, number];
  /** Standard deviation of the random deviation that each model has in each round, on the scale of −ln(loss). */
  readonly stray: number;
};

export const plainLossesSetting: LossesSetting = {
  baseItemCount: 2000,
  itemCount: 1400,
  anchorCount: 5,
  newcomerCount: 4,
  anchorLoss: [8, 14],
  newcomerLoss: [6, 8],
  hardness: 0.2,
  slope: [1, 1],
  stray: 0.03,
};

/** Standard deviation of the logarithm of an item's loss, and the share of its variance that is common to all models. */
const [spread, sharedNoise] = [1, 0.6];

export function simulateLosses(rng: Rng, setting: LossesSetting): SimulatedLink {
  const drawShared = (count: number) => Float64Array.from({ length: count }, () => drawNormal(rng));
  const [base, later] = [drawShared(setting.baseItemCount), drawShared(setting.itemCount)];
  const drawY = ([low, high]: readonly [number, number]) => -Math.log(low + (high - low) * rng.nextUnit());
  const slope = setting.slope[0] + (setting.slope[1] - setting.slope[0]) * rng.nextUnit();
  const harden = (y: number) => slope * y - setting.hardness;
  const measure = (shared: Float64Array, y: number) => {
    const level = -(y + setting.stray * drawNormal(rng)) - (spread * spread) / 2;
    const [common, own] = [spread * Math.sqrt(sharedNoise), spread * Math.sqrt(1 - sharedNoise)];
    const { mean, variance } = computeSampleMoments(
      Float64Array.from(shared, (item) => exp(level + common * item + own * drawNormal(rng))),
    );
    return { score: mean, itemCount: shared.length, error: Math.sqrt(variance / shared.length) / mean };
  };
  const anchors = Array.from({ length: setting.anchorCount }, (_, k) => {
    const y = drawY(setting.anchorLoss);
    return { model: `anchor ${k + 1}`, base: measure(base, y), later: measure(later, harden(y)) };
  });
  const newcomers = Array.from({ length: setting.newcomerCount }, () => {
    const y = drawY(setting.newcomerLoss);
    return { later: measure(later, harden(y)), truth: exp(-y) };
  });
  return { anchors, newcomers };
}
