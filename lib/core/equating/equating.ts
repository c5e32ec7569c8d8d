import type { Task } from '../benchmark';
import type { MetricName } from '../metrics/metric-name';
import { chooseMarks, type FrozenVersion } from './choose-marks';
import { isProven } from './frozen-versions';
import { type EquatingLink, type LinkedMark, linkRounds, type Mark, markCountToPublish } from './link-rounds';
import { hasProbitScale, isAtChance } from './probit-metric';
import { findVersion, listVersions, type RankedRound } from './ranked-round';

/**
 * - `base`: the scale is its own
 * - `equated`: its scores are read on the base round's scale
 * - `few-marks`: fewer calibration marks in both rounds than publishing takes
 * - `no-probit-scale`: the probit scale has no meaning for the metric, which is no probability of being right
 */
export const equatingStandings = ['base', 'equated', 'few-marks', 'no-probit-scale'] as const;
export type EquatingStanding = (typeof equatingStandings)[number];

/** How a round's scores read on the base round's scale, and from which marks. Plain JSON. */
export type Equating = {
  readonly standing: EquatingStanding;
  readonly baseRound: number;
  /** All of them, those that are set aside too. */
  readonly marks: readonly LinkedMark[];
  /** Of an equated round only. */
  readonly link: EquatingLink | null;
};

/**
 * Links a round straight to the base round by the frozen versions that both rounds have, those by proof first (`chooseMarks`), but for
 * those at chance.
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
  if (!hasProbitScale(metric, task)) return { standing: 'no-probit-scale', baseRound, marks: [], link: null };
  if (later.round === baseRound) return { standing: 'base', baseRound, marks: [], link: null };
  const frozen = listVersions(later)
    .filter(later.isFrozen)
    .flatMap((after): FrozenVersion<Mark>[] => {
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
  return linkMarks(baseRound, chooseMarks(frozen, markCountToPublish));
}

/** The equating that follows from so many marks. With fewer than publishing takes there is no link, and nothing to compare one with. */
export function linkMarks(baseRound: number, marks: readonly Mark[]): Equating {
  const linked = linkRounds(marks);
  return linked.ok && linked.value.link.isPublishable
    ? { standing: 'equated', baseRound, ...linked.value }
    : { standing: 'few-marks', baseRound, marks: marks.map(asUnlinked), link: null };
}

const asUnlinked = (mark: Mark): LinkedMark => ({ ...mark, residual: null, isSetAside: false });
