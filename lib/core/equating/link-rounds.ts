import { ok, type Result, refuse } from '../result';
import { findOutlying } from './find-outlying';
import { type LinkScale, linkScaleRules } from './link-scale';
import type { Share } from './probit-score';
import { computeSampleMoments } from './sample-moments';

/** An anchor model: a frozen model's scores by the same metric in the base round and in a later one. */
export type Anchor = { readonly model: string; readonly base: Share; readonly later: Share };

/** An anchor model with its distance from the mean shift of those that count. */
export type LinkedAnchor = Anchor & {
  /**
   * Above 0 where it got worse than the others in the later round: on the link scale, and in the unit of the score. Null where there is
   * no link.
   */
  readonly residual: { readonly onScale: number; readonly score: number } | null;
  /** It lies too far from the others and doesn't count. */
  readonly isOutlier: boolean;
};

/**
 * How a later round's scores y on the link scale read in the base round: y + shift. Plain JSON.
 */
export type EquatingLink = {
  readonly scale: LinkScale;
  /** M, without outliers. */
  readonly anchorCount: number;
  /** Mean of the anchors' differences x − y, x in the base round. */
  readonly shift: number;
  /** s_d, standard deviation of these differences. */
  readonly deviation: number;
  /** ȳ, the anchors' mean in the later round: the error grows with the distance from it. */
  readonly laterMean: number;
};

/** A link with all the anchors that it was tried with. */
export type LinkedRounds = { readonly link: EquatingLink; readonly anchors: readonly LinkedAnchor[] };

/** One bad anchor of three isn't found, one of five is. Four that are left of five are enough. */
export const anchorsMin = 5;

/**
 * Links a round to the base round by the anchors that both scored. A shift on the link scale serves where one test set is harder than
 * the other for all models alike; a shift of plain accuracies doesn't, since a point is worth more near the ceiling (Kolen & Brennan
 * 2014, Test Equating, Scaling, and Linking, ch. 6).
 *
 * Outliers are left out first (`findOutlying`): a model or its data changed after all. Anchors that all drift alike can't be seen.
 */
export function linkRounds(
  scale: LinkScale,
  anchors: readonly Anchor[],
): Result<LinkedRounds, 'few-anchors'> {
  const { toScale, toScore } = linkScaleRules[scale];
  const placed = anchors.flatMap((anchor) => {
    const [x, y] = [toScale(anchor.base), toScale(anchor.later)];
    return x === null || y === null ? [] : [{ anchor, x, y }];
  });
  if (placed.length < anchorsMin) return refuse('few-anchors');
  const outlying = findOutlying(placed.map(({ x, y }) => x - y));
  const counting = placed.filter((_, i) => !outlying.has(i));
  const differences = computeSampleMoments(counting.map(({ x, y }) => x - y));
  const link: EquatingLink = {
    scale,
    anchorCount: counting.length,
    shift: differences.mean,
    deviation: Math.sqrt(differences.variance),
    laterMean: computeSampleMoments(counting.map(({ y }) => y)).mean,
  };
  const sign = scale === 'minus-log' ? -1 : 1;
  return ok({
    link,
    anchors: placed.map(({ anchor, x, y }, i) => {
      const read = y + link.shift;
      return {
        ...anchor,
        residual: { onScale: x - read, score: sign * (anchor.base.score - toScore(read)) },
        isOutlier: outlying.has(i),
      };
    }),
  });
}

/** The same relation read the other way: scores of the base round as they read in the later one. */
export const invertLink = (link: EquatingLink): EquatingLink => ({
  ...link,
  shift: -link.shift,
  laterMean: link.laterMean + link.shift,
});
