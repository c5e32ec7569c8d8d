import type { MetricName } from '../benchmark';
import { type EquatingLink, linkRounds, type Mark } from './link-rounds';
import { findVersion, type RankedRound } from './ranked-round';
import { isShareMetric } from './share-metric';

/**
 * - `base`: the scale is its own
 * - `equated`: its scores are read on the base round's scale
 * - `few-marks`: fewer calibration marks in both rounds than publishing takes
 * - `metric-not-a-share`: the probit scale has no meaning for the metric
 */
export const equatingStandings = ['base', 'equated', 'few-marks', 'metric-not-a-share'] as const;
export type EquatingStanding = (typeof equatingStandings)[number];

/** How a round's scores read on the base round's scale, and from which marks. Plain JSON. */
export type Equating = {
  readonly standing: EquatingStanding;
  readonly baseRound: number;
  readonly marks: readonly Mark[];
  /** Of an equated round only. */
  readonly link: EquatingLink | null;
};

/** Links a round straight to the base round by the frozen versions that both rankings have. */
export function decideEquating({
  metric,
  base,
  later,
}: {
  metric: MetricName;
  base: RankedRound;
  later: RankedRound;
}): Equating {
  const baseRound = base.round;
  if (!isShareMetric(metric)) return { standing: 'metric-not-a-share', baseRound, marks: [], link: null };
  if (later.round === baseRound) return { standing: 'base', baseRound, marks: [], link: null };
  const marks = later.entries.filter(later.isFrozen).flatMap((entry): Mark[] => {
    const before = findVersion(base, entry);
    if (!before || !base.isFrozen(before)) return [];
    return [
      {
        model: `${entry.model} ${entry.version}`,
        base: { score: before.score, itemCount: base.itemCount },
        later: { score: entry.score, itemCount: later.itemCount },
      },
    ];
  });
  const link = linkRounds(marks);
  return link.ok && link.value.isPublishable
    ? { standing: 'equated', baseRound, marks, link: link.value }
    : { standing: 'few-marks', baseRound, marks, link: null };
}
