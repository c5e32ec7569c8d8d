import { computeArea } from '../../statistics/contrast';
import { computeNormalCdf, computeNormalQuantile, drawNormal } from '../../statistics/normal-distribution';
import type { Rng } from '../../statistics/rng';
import { computeNewcombeInterval } from '../../statistics/wilson';
import { findErrorOnScale, type Share } from '../link-scale';
import type { SimulatedLink, SimulatedNewcomer } from './simulate-anchors';

/** A base round and a later, harder one under the binormal model; anchors are mostly weaker than the newcomers whose scores are adjusted. */
export type AreasSetting = {
  readonly baseItemCount: number;
  readonly itemCount: number;
  readonly anchorCount: number;
  readonly newcomerCount: number;
  readonly anchorArea: readonly [number, number];
  readonly newcomerArea: readonly [number, number];
  /** Decrease of Φ⁻¹(area) in the later round. It is the same for all models, as linking assumes. */
  readonly hardness: number;
  /** Share of d′ that remains in the later round, for all models: an effect that linking doesn't assume. */
  readonly signalLeft: number;
  /** Standard deviation of the random deviation that each model has in each round, on the scale of Φ⁻¹(area). */
  readonly stray: number;
};

/** Numbers of models and items, areas, deviation and decrease correspond to the accuracies in `plainAnchorsSetting`. */
export const plainAreasSetting: AreasSetting = {
  baseItemCount: 10_000,
  itemCount: 500,
  anchorCount: 5,
  newcomerCount: 4,
  anchorArea: [0.84, 0.95],
  newcomerArea: [0.9, 0.97],
  hardness: 0.43,
  signalLeft: 1,
  stray: 0.03,
};

/**
 * A later round with weaker signal instead of more difficulty: a model in the middle of the anchors loses as much as in
 * `plainAreasSetting`, better models lose more.
 */
export const fadingAreasSetting: AreasSetting = { ...plainAreasSetting, hardness: 0, signalLeft: 0.67 };

export function simulateAreas(rng: Rng, setting: AreasSetting): SimulatedLink {
  const base = drawItems(rng, setting.baseItemCount);
  const later = drawItems(rng, setting.itemCount);
  const drawX = ([low, high]: readonly [number, number]) =>
    computeNormalQuantile(low + (high - low) * rng.nextUnit());
  const drawScoreOf = (items: Items, x: number) => drawArea(rng, items, x + setting.stray * drawNormal(rng));
  const harden = (x: number) => setting.signalLeft * x - setting.hardness;
  const anchors = Array.from({ length: setting.anchorCount }, (_, k) => {
    const x = drawX(setting.anchorArea);
    return { model: `anchor ${k + 1}`, base: drawScoreOf(base, x), later: drawScoreOf(later, harden(x)) };
  });
  const newcomers = Array.from({ length: setting.newcomerCount }, () => {
    const x = drawX(setting.newcomerArea);
    return { later: withError(later, drawScoreOf(later, harden(x))), truth: computeNormalCdf(x) };
  });
  return { anchors, newcomers };
}

const positiveShare = 0.3;

/**
 * Share of the noise in a model's score of an item that is common to all models, since a hard item is hard for all of them.
 */
const sharedNoise = 0.6;

type Items = { readonly labels: Int32Array; readonly shared: Float64Array };

function drawItems(rng: Rng, count: number): Items {
  const labels = Int32Array.from({ length: count }, () => (rng.nextUnit() < positiveShare ? 1 : 0));
  return { labels, shared: Float64Array.from({ length: count }, () => drawNormal(rng)) };
}

/** The area of a model with Φ⁻¹(area) = d′/√2 = x: its scores of negatives are N(0, 1), of positives N(√2·x, 1). */
function drawArea(rng: Rng, { labels, shared }: Items, x: number): Share {
  const [common, own] = [Math.sqrt(sharedNoise), Math.sqrt(1 - sharedNoise)];
  const scores = Float64Array.from(
    labels,
    (label, i) => label * Math.SQRT2 * x + common * shared[i]! + own * drawNormal(rng),
  );
  return { score: computeArea({ labels, positive: 1, scores }), itemCount: labels.length };
}

function withError({ labels }: Items, { score, itemCount }: Share): SimulatedNewcomer['later'] {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const interval = computeNewcombeInterval(score, positives, itemCount - positives);
  return { score, itemCount, error: findErrorOnScale('probit', { score, itemCount, interval })! };
}
