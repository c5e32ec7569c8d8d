import {
  computeChances,
  computeExpectedScore,
  countLevels,
  drawItems,
  drawScore,
} from '../../freshness/testing/simulated-items';
import { drawNormal } from '../../statistics/draw-normal';
import { computeNormalQuantile } from '../../statistics/normal-distribution';
import type { Rng } from '../../statistics/rng';
import type { Mark } from '../link-rounds';
import type { Share } from '../probit-score';

/** A base round and a later, harder one; the marks are older, mostly weaker models than the newcomers to be equated. */
export type MarksSetting = {
  readonly baseItemCount: number;
  readonly itemCount: number;
  readonly markCount: number;
  readonly newcomerCount: number;
  readonly markAccuracy: readonly [number, number];
  readonly newcomerAccuracy: readonly [number, number];
  /** By how much the later round is harder, probit scale. */
  readonly hardness: number;
  /** How much each model strays on each round for reasons of its own, probit scale. */
  readonly stray: number;
};

/** Sizes, accuracies and fall are about those of CIFAR-10 and CIFAR-10.1 (Recht et al. 2019, arXiv 1902.10811). */
export const plainMarksSetting: MarksSetting = {
  baseItemCount: 10_000,
  itemCount: 500,
  markCount: 3,
  newcomerCount: 4,
  markAccuracy: [0.84, 0.95],
  newcomerAccuracy: [0.9, 0.97],
  hardness: 0.43,
  stray: 0.03,
};

export type SimulatedNewcomer = {
  readonly later: Share;
  /** The accuracy on the base round's population of items. */
  readonly truth: number;
};

export function simulateMarks(
  rng: Rng,
  setting: MarksSetting,
): { readonly marks: readonly Mark[]; readonly newcomers: readonly SimulatedNewcomer[] } {
  const { baseItemCount, itemCount, hardness, stray } = setting;
  const baseCounts = countLevels(drawItems(rng, baseItemCount));
  const laterCounts = countLevels(drawItems(rng, itemCount));
  const drawTheta = ([low, high]: readonly [number, number]) =>
    computeNormalQuantile(low + (high - low) * rng.nextUnit());
  const answer = (counts: Uint32Array, theta: number): Share => ({
    score: drawScore(rng, counts, computeChances(theta + stray * drawNormal(rng))),
    itemCount: counts.reduce((sum, count) => sum + count, 0),
  });
  const marks = Array.from({ length: setting.markCount }, (_, k) => {
    const theta = drawTheta(setting.markAccuracy);
    return {
      model: `mark ${k + 1}`,
      base: answer(baseCounts, theta),
      later: answer(laterCounts, theta - hardness),
    };
  });
  const newcomers = Array.from({ length: setting.newcomerCount }, () => {
    const theta = drawTheta(setting.newcomerAccuracy);
    return {
      later: answer(laterCounts, theta - hardness),
      truth: computeExpectedScore(computeChances(theta)),
    };
  });
  return { marks, newcomers };
}
