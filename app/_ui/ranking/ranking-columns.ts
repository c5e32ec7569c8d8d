import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { findAfterErratum } from '../errata/find-after-erratum';

/** More would leave no room for the plot, equated scores among them; the downloads have them all. */
const secondaryColumnsMax = 2;

/** Columns that a ranking has only where there is something to put in them. */
export type RankingColumns = {
  secondary: MetricName[];
  hasGap: boolean;
  hasEquated: boolean;
  hasScoreAfter: boolean;
  count: number;
};

export function chooseRankingColumns(
  board: LeaderboardView,
  secondaryOrder: readonly MetricName[],
): RankingColumns {
  const present = secondaryOrder.filter((metric) =>
    board.entries.some(({ secondary }) => secondary[metric] !== undefined),
  );
  const hasGap = board.entries.some(({ gap }) => gap !== null);
  const hasEquated = board.entries.some(({ equated }) => equated !== null);
  const secondary = present.slice(0, secondaryColumnsMax - Number(hasEquated));
  const hasScoreAfter = board.entries.some((entry) => findAfterErratum(entry) !== null);
  const count = 7 + secondary.length + Number(hasGap) + Number(hasEquated);
  return { secondary, hasGap, hasEquated, hasScoreAfter, count };
}
