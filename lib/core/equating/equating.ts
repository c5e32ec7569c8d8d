import type { Task } from '../benchmark';
import type { MetricName } from '../metrics/metric-name';
import { chooseAnchors, type FrozenVersion, isProven } from './anchors';
import { type Anchor, anchorsMin, type EquatingLink, type LinkedAnchor, linkRounds } from './link-rounds';
import { findLinkScale, isAtChance, type LinkScale } from './link-scale';
import { findVersion, listVersions, type RankedRound } from './ranked-round';

/**
 * - `base`: scores of later rounds are adjusted to its difficulty
 * - `equated`: its scores are also published adjusted to the base round's difficulty
 * - `few-anchors`: fewer anchor models in both rounds than required
 * - `no-link-scale`: the change of scores between rounds isn't known for the metric
 */
export const equatingStatuses = ['base', 'equated', 'few-anchors', 'no-link-scale'] as const;

export type EquatingStatus = (typeof equatingStatuses)[number];

/** A round's link to the base round, with its anchors. Plain JSON. */
export type Equating = {
  readonly status: EquatingStatus;
  readonly baseRound: number;
  /** All of them, outliers too. */
  readonly anchors: readonly LinkedAnchor[];
  /** `equated` rounds only. */
  readonly link: EquatingLink | null;
};

/**
 * Links a round directly to the base round by the frozen versions that both rounds have, those by proof first (`chooseAnchors`),
 * without those at chance.
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
