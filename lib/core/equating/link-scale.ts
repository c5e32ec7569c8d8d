import type { Task } from '../benchmark';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { exp, log } from '../statistics/exact-math';
import type { Bounds } from '../statistics/interval';
import {
  computeNormalCdf,
  computeNormalDensity,
  computeNormalQuantile,
  normalQuantile975,
} from '../statistics/normal-distribution';

/** The scale on which a harder round changes the scores of all models by about the same amount. More is better on both scales. */
export type LinkScale = 'probit' | 'minus-log';

/**
 * - `probit`, Φ⁻¹: shares of right items, and the ROC AUC of two classes, which is the probability that a positive is scored
 *   above a negative; under the binormal model its probit is d′/√2 (Green & Swets 1966; Hanley 1988, Med. Decis. Making
 *   8:197–203).
 * - `minus-log`, −ln: losses.
 * - null: all other metrics, including the mean AUC of several classes. It was not simulated how their scores change
 *   between rounds.
 */
export function findLinkScale(metric: MetricName, task: Task): LinkScale | null {
  const { probitScale, excessScale } = metricByName[metric];
  if (probitScale === 'always' || (probitScale === 'of-two-classes' && task === 'binary')) return 'probit';
  return excessScale === 'loss' || excessScale === 'root-loss' ? 'minus-log' : null;
}

/**
 * True for a score that doesn't depend on a round's difficulty: an AUC of ½ in its published digits, as a constant prediction
 * has. A model at chance level is no anchor, and its score isn't adjusted.
 */
export const isAtChance = (metric: MetricName, score: number): boolean =>
  metricByName[metric].chanceScore === score;

type ScaleRule = {
  /** Converts a score to the link scale; null where the scale has no value for the score: a loss of 0. */
  readonly toScale: (score: Share) => number | null;
  readonly toScore: (y: number) => number;
  /** Derivative of the score by its value y on the link scale, as an absolute value. */
  readonly slopeAt: (y: number) => number;
};

export const linkScaleRules: Readonly<Record<LinkScale, ScaleRule>> = {
  probit: { toScale: computeProbitScore, toScore: computeNormalCdf, slopeAt: computeNormalDensity },
  'minus-log': {
    toScale: ({ score }) => (score > 0 ? -log(score) : null),
    toScore: (y) => exp(-y),
    slopeAt: (y) => exp(-y),
  },
};

/**
 * Standard error of a published score on the link scale: half the width of its 95 % interval on that scale, divided by
 * Φ⁻¹(.975). For a share the result equals √(p(1 − p)/n)/φ(y) to 1 %. A bound at the end of the metric's range has no value on
 * the scale; then the distance from the score to the other bound is used.
 * @returns null where neither bound has a value
 */
export function findErrorOnScale(
  scale: LinkScale,
  raw: Share & { readonly interval: Bounds },
): number | null {
  const y = linkScaleRules[scale].toScale(raw);
  if (y === null) return null;
  const sides = [raw.interval.lower, raw.interval.upper].flatMap((limit) => {
    const place = placeInside(scale, { score: limit, itemCount: raw.itemCount });
    return place === null ? [] : [Math.abs(place - y)];
  });
  if (sides.length === 0) return null;
  return sides.reduce((sum, side) => sum + side, 0) / sides.length / normalQuantile975;
}

function placeInside(scale: LinkScale, limit: Share): number | null {
  if (scale === 'minus-log') return linkScaleRules[scale].toScale(limit);
  const edge = 0.5 / limit.itemCount;
  return limit.score > edge && limit.score < 1 - edge ? computeProbitScore(limit) : null;
}

/** A score that estimates a probability from `itemCount` items: a share of right items, or the AUC of two classes. */
export type Share = { readonly score: number; readonly itemCount: number };

/**
 * Φ⁻¹ of a score, clipped to [.5/n, 1 − .5/n] so that a perfect score stays finite. The clip is half of the smallest weight of
 * an item: 1/n in a share, and 1/n⁺ or 1/n⁻ in an AUC. Throws unless the score is in [0, 1] and n ≥ 1: the caller excludes
 * undefined scores.
 */
export function computeProbitScore({ score, itemCount }: Share): number {
  if (!(score >= 0 && score <= 1 && itemCount >= 1))
    throw new RangeError(`A probit needs a share of items, got ${score} of ${itemCount}.`);
  const edge = 0.5 / itemCount;
  return computeNormalQuantile(Math.min(Math.max(score, edge), 1 - edge));
}

/** Count, mean and variance (divisor n − 1) of a sample. */
export type SampleMoments = { readonly count: number; readonly mean: number; readonly variance: number };

/**
 * Moments by Welford's recurrence (1962, Technometrics 4:419–420), so that constant values have a variance of exactly 0.
 * No values give a mean of NaN; fewer than two a variance of NaN.
 */
export function computeSampleMoments(values: Iterable<number>): SampleMoments {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    count++;
    const before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }
  return {
    count,
    mean: count === 0 ? Number.NaN : mean,
    variance: count < 2 ? Number.NaN : squares / (count - 1),
  };
}
