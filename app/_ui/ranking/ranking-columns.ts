import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { MetricName } from '@/lib/core/benchmark';

/** More would leave no room for the plot; the downloads have them all. */
const secondaryColumnsMax = 2;

/** Columns that a ranking has only where there is something to put in them. */
export type RankingColumns = { secondary: MetricName[]; hasGap: boolean; count: number };

export function chooseRankingColumns(
  board: LeaderboardView,
  secondaryOrder: readonly MetricName[],
): RankingColumns {
  const present = secondaryOrder.filter((metric) =>
    board.entries.some(({ secondary }) => secondary[metric] !== undefined),
  );
  const secondary = present.slice(0, secondaryColumnsMax);
  const hasGap = board.entries.some(({ gap }) => gap !== null);
  return { secondary, hasGap, count: 7 + secondary.length + (hasGap ? 1 : 0) };
}
