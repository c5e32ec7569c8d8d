import type { Task } from '../benchmark';
import type { MetricName } from '../metrics/metric-name';
import { ok, type Result, refuse } from '../result';
import { square } from '../statistics/exact-math';
import { computeStudentQuantile } from '../statistics/student-distribution';
import {
  chooseAnchors,
  type FrozenVersion,
  findVersion,
  isProven,
  listVersions,
  type RankedRound,
} from './anchors';
import {
  computeSampleMoments,
  findLinkScale,
  isAtChance,
  type LinkScale,
  linkScaleRules,
  type Share,
} from './link-scale';

const level = 0.01;

/** An anchor model: a frozen model's scores by the same metric in the base round and in a later one. */
export type Anchor = { readonly model: string; readonly base: Share; readonly later: Share };

/** An anchor model with its distance from the mean shift of the anchors that aren't outliers. */
export type LinkedAnchor = Anchor & {
  /**
   * Distance from the mean shift, on the link scale and in the unit of the score. Above 0 if the anchor lost more than the
   * others in the later round. Null without a link.
   */
  readonly residual: { readonly onScale: number; readonly score: number } | null;
  /** True if the anchor's shift is too far from the other anchors' shifts. Outliers are excluded from the link. */
  readonly isOutlier: boolean;
};

/** Adjusts a later round's scores y to the base round on the link scale: y + shift. Stored as JSON. */
export type EquatingLink = {
  readonly scale: LinkScale;
  /** M, the number of anchors that aren't outliers. */
  readonly anchorCount: number;
  /** Mean of the anchors' differences x − y, where x is the score in the base round. */
  readonly shift: number;
  /** s_d, standard deviation of the differences x − y. */
  readonly deviation: number;
  /**
   * ȳ, the mean of the anchors' scores in the later round: the error of an adjusted score grows with the distance from ȳ.
   */
  readonly laterMean: number;
};

/** A link between two rounds with all candidate anchors, outliers included. */
export type LinkedRounds = { readonly link: EquatingLink; readonly anchors: readonly LinkedAnchor[] };

/** Minimum number of anchors. Among five anchors an outlier can be identified, and four remain; among three it can't. */
export const anchorsMin = 5;

/**
 * Links a round to the base round by the anchors that both rounds scored. A shift on the link scale fits where one test set
 * is harder than the other for all models equally; a shift of plain accuracies doesn't, since the same change in accuracy is
 * a larger change in ability near the maximum (Kolen & Brennan 2014, Test Equating, Scaling, and Linking, ch. 6).
 *
 * Outliers are excluded first (`findOutlying`), since an outlier is a model that has changed, or whose data has changed. If
 * all anchors drift in the same way, that can't be detected.
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

/** The inverse link: scores of the base round on the scale of the later one. */
export const invertLink = (link: EquatingLink): EquatingLink => ({
  ...link,
  shift: -link.shift,
  laterMean: link.laterMean + link.shift,
});

/** Maximum number of outliers among `count` anchors. */
function countMost(count: number): number {
  if (count < 5) return 0;
  if (count < 8) return 1;
  return count < 12 ? 2 : 3;
}

/**
 * Indices of the outliers among anchors' values: at most one of 5–7 values, two of 8–11 and three of 12 or more. Equal values
 * have no outliers, and neither have fewer than five values. Method: the generalised extreme studentised deviate test at 1 %
 * (Rosner 1983, Technometrics 25:165–172). It removes the farthest value repeatedly. The number of outliers is the largest i
 * for which R_i = max|v − v̄|/s is above λ_i.
 */
export function findOutlying(values: readonly number[]): ReadonlySet<number> {
  const left = values.map((value, index) => ({ value, index }));
  const farthest: number[] = [];
  let outlyingCount = 0;
  for (let step = 1; step <= countMost(values.length); step++) {
    const { mean, variance } = computeSampleMoments(left.map(({ value }) => value));
    const distances = left.map(({ value }) => Math.abs(value - mean));
    const place = distances.indexOf(Math.max(...distances));
    if (distances[place]! > computeCriticalDeviate(values.length, step) * Math.sqrt(variance))
      outlyingCount = step;
    farthest.push(left.splice(place, 1)[0]!.index);
  }
  return new Set(farthest.slice(0, outlyingCount));
}

/** λ_i = (n − i)·t/√((n − i − 1 + t²)(n − i + 1)), t the 1 − α/(2(n − i + 1)) point of Student's t on n − i − 1. */
export function computeCriticalDeviate(count: number, step: number): number {
  const rest = count - step;
  const t = computeStudentQuantile(1 - level / (2 * (rest + 1)), rest - 1);
  return (rest * t) / Math.sqrt((rest - 1 + square(t)) * (rest + 1));
}

/**
 * - `base`: the round to whose difficulty the scores of later rounds are adjusted
 * - `equated`: the round's scores are also published adjusted to the base round's difficulty
 * - `few-anchors`: both rounds have fewer anchor models in common than required
 * - `no-link-scale`: for this metric it isn't known how scores change between rounds
 */
export const equatingStatuses = ['base', 'equated', 'few-anchors', 'no-link-scale'] as const;

export type EquatingStatus = (typeof equatingStatuses)[number];

/** A round's link to the base round, with its anchors. Stored as JSON. */
export type Equating = {
  readonly status: EquatingStatus;
  readonly baseRound: number;
  /** All anchors of the round, outliers included. */
  readonly anchors: readonly LinkedAnchor[];
  /** The link to the base round; null unless the status is `equated`. */
  readonly link: EquatingLink | null;
};

/**
 * Links a round directly to the base round by the frozen versions that both rounds have, versions by proof first
 * (`chooseAnchors`). Models at chance level are excluded.
 */
export function decideEquating({
  metric,
  task,
  base,
  later,
}: {
  metric: MetricName;
  task: Task;
  base: RankedRound;
  later: RankedRound;
}): Equating {
  const baseRound = base.round;
  const scale = findLinkScale(metric, task);
  if (scale === null) return { status: 'no-link-scale', baseRound, anchors: [], link: null };
  if (later.round === baseRound) return { status: 'base', baseRound, anchors: [], link: null };
  const frozen = listVersions(later)
    .filter(later.isFrozen)
    .flatMap((after): FrozenVersion<Anchor>[] => {
      const before = findVersion(base, after);
      if (!before || !base.isFrozen(before)) return [];
      if ([before, after].some(({ score }) => isAtChance(metric, score))) return [];
      const value = {
        model: `${after.model} ${after.version}`,
        base: { score: before.score, itemCount: base.itemCount },
        later: { score: after.score, itemCount: later.itemCount },
      };
      return [{ model: after.model, isProven: isProven(before) && isProven(after), value }];
    });
  return linkAnchors(scale, baseRound, chooseAnchors(frozen, anchorsMin));
}

export function linkAnchors(scale: LinkScale, baseRound: number, anchors: readonly Anchor[]): Equating {
  const linked = linkRounds(scale, anchors);
  return linked.ok
    ? { status: 'equated', baseRound, ...linked.value }
    : { status: 'few-anchors', baseRound, anchors: anchors.map(asUnlinked), link: null };
}

const asUnlinked = (anchor: Anchor): LinkedAnchor => ({ ...anchor, residual: null, isOutlier: false });
