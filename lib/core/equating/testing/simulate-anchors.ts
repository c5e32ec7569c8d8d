import {
  computeChances,
  computeExpectedScore,
  countLevels,
  drawItems,
  drawScore,
} from '../../freshness/testing/simulated-items';
import { computeNormalQuantile, drawNormal } from '../../statistics/normal-distribution';
import type { Rng } from '../../statistics/rng';
import { computeWilsonInterval } from '../../statistics/wilson';
import type { Anchor } from '../equating';
import { findErrorOnScale, type Share } from '../link-scale';

/** A base round and a later, harder one; the anchors are older, mostly weaker models than the newcomers whose scores are adjusted. */
export type AnchorsSetting = {
  readonly baseItemCount: number;
  readonly itemCount: number;
  readonly anchorCount: number;
  readonly newcomerCount: number;
  readonly anchorAccuracy: readonly [number, number];
  readonly newcomerAccuracy: readonly [number, number];
  /** How much harder the later round is, on the probit scale. */
  readonly hardness: number;
  /**
   * Slope of the link: change in the later round per step of a model's probit in the base round, drawn uniformly between
   * these two values for each round.
   */
  readonly slope: readonly [number, number];
  /** Standard deviation of the random deviation that each model has in each round, on the probit scale. */
  readonly stray: number;
};

/**
 * Sizes, accuracies and the drop in accuracy are about those of CIFAR-10 and CIFAR-10.1 (Recht et al. 2019, arXiv
 * 1902.10811).
 */
export const plainAnchorsSetting: AnchorsSetting = {
  baseItemCount: 10_000,
  itemCount: 500,
  anchorCount: 5,
  newcomerCount: 4,
  anchorAccuracy: [0.84, 0.95],
  newcomerAccuracy: [0.9, 0.97],
  hardness: 0.43,
  slope: [1, 1],
  stray: 0.03,
};

/** About the 30 models of CIFAR-10: anchors from the weaker half, and the eight best. */
export const weakAnchorsSetting: AnchorsSetting = {
  ...plainAnchorsSetting,
  itemCount: 2000,
  newcomerCount: 8,
  anchorAccuracy: [0.82, 0.94],
  newcomerAccuracy: [0.962, 0.972],
};

export type SimulatedNewcomer = {
  /** With its standard error on the link scale. */
  readonly later: Share & { readonly error: number };
  /** The score on the base round's population of items. */
  readonly truth: number;
};

export type SimulatedLink = {
  readonly anchors: readonly Anchor[];
  readonly newcomers: readonly SimulatedNewcomer[];
};

export function simulateAnchors(rng: Rng, setting: AnchorsSetting): SimulatedLink {
  const { baseItemCount, itemCount, hardness, stray } = setting;
  const slope = setting.slope[0] + (setting.slope[1] - setting.slope[0]) * rng.nextUnit();
  const baseCounts = countLevels(drawItems(rng, baseItemCount));
  const laterCounts = countLevels(drawItems(rng, itemCount));
  const drawTheta = ([low, high]: readonly [number, number]) =>
    computeNormalQuantile(low + (high - low) * rng.nextUnit());
  const drawScoreOf = (counts: Uint32Array, theta: number): Share => ({
    score: drawScore(rng, counts, computeChances(theta + stray * drawNormal(rng))),
    itemCount: counts.reduce((sum, count) => sum + count, 0),
  });
  const anchors = Array.from({ length: setting.anchorCount }, (_, k) => {
    const theta = drawTheta(setting.anchorAccuracy);
    return {
      model: `anchor ${k + 1}`,
      base: drawScoreOf(baseCounts, theta),
      later: drawScoreOf(laterCounts, slope * theta - hardness),
    };
  });
  const newcomers = Array.from({ length: setting.newcomerCount }, () => {
    const theta = drawTheta(setting.newcomerAccuracy);
    return {
      later: withError(drawScoreOf(laterCounts, slope * theta - hardness)),
      truth: computeExpectedScore(computeChances(theta)),
    };
  });
  return { anchors, newcomers };
}

/** Adds the standard error of a share. */
const withError = ({ score, itemCount }: Share): SimulatedNewcomer['later'] => {
  const interval = computeWilsonInterval(score * itemCount, itemCount);
  return { score, itemCount, error: findErrorOnScale('probit', { score, itemCount, interval })! };
};
