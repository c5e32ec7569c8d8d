import type { Share } from '../../equating/link-scale';
import { computeNormalQuantile, drawNormal } from '../../statistics/normal-distribution';
import type { Rng } from '../../statistics/rng';
import type { RoundPair } from '../drop';
import { computeChances, countLevels, drawItems, drawScore, leakInto } from './simulated-items';

/** Parameters of two simulated rounds and their models. Accuracies and leaks are shares of 1. */
export type Setting = {
  readonly itemsPerSplit: number;
  readonly frozenCount: number;
  readonly adaptedCount: number;
  /** Range of the frozen models' accuracies, which are drawn uniformly. */
  readonly frozenAccuracy: readonly [number, number];
  readonly adaptedAccuracy: readonly [number, number];
  /** Gain in accuracy on the earlier round, on both splits. */
  readonly roundLeak: number;
  /** How much harder the later round is, on the probit scale; .35 lowers 80 % to 69 %. */
  readonly hardness: number;
  /** Spread of the models' scores in the later round divided by that in the earlier round. */
  readonly slope: number;
  /** Standard deviation of the random deviation that each model has in each round, on the probit scale. */
  readonly stray: number;
};

const plainSetting: Setting = {
  itemsPerSplit: 2000,
  frozenCount: 5,
  adaptedCount: 5,
  frozenAccuracy: [0.78, 0.9],
  adaptedAccuracy: [0.8, 0.9],
  roundLeak: 0,
  hardness: 0,
  slope: 1,
  stray: 0.02,
};

/** A setting with enough frozen models, both better and worse than the adapted models, to measure a drop. */
export const pairSetting: Setting = { ...plainSetting, frozenCount: 12, frozenAccuracy: [0.7, 0.94] };

/** A setting in which the next round is harder by the amount of Recht et al. 2019, and spreads models less. */
export const harderSetting: Setting = { ...pairSetting, hardness: 0.35, slope: 0.9 };

/** Simulates scores of the same models in two rounds, over both splits. */
export function simulateRoundPair(rng: Rng, setting: Setting): RoundPair {
  const itemCount = 2 * setting.itemsPerSplit;
  const earlierCounts = countLevels(drawItems(rng, itemCount));
  const laterCounts = countLevels(drawItems(rng, itemCount));
  const share = (score: number): Share => ({ score, itemCount });
  const scoreOf = (leak: number) => (theta: number, index: number) => {
    const chances = computeChances(theta + setting.stray * drawNormal(rng));
    const laterTheta = setting.slope * theta - setting.hardness + setting.stray * drawNormal(rng);
    return {
      model: `model ${index + 1}`,
      earlier: share(drawScore(rng, earlierCounts, leak > 0 ? leakInto(chances, leak) : chances)),
      later: share(drawScore(rng, laterCounts, computeChances(laterTheta))),
    };
  };
  return {
    earlierRound: 1,
    laterRound: 2,
    frozen: drawThetas(rng, setting.frozenAccuracy, setting.frozenCount).map(scoreOf(0)),
    adapted: drawThetas(rng, setting.adaptedAccuracy, setting.adaptedCount).map(scoreOf(setting.roundLeak)),
  };
}

const drawThetas = (rng: Rng, [low, high]: readonly [number, number], count: number): number[] =>
  Array.from({ length: count }, () => computeNormalQuantile(low + (high - low) * rng.nextUnit()));
