import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { PlotScale } from './compute-plot-scale';
import type { RankingColumns } from './ranking-columns';

/** What all rows of a table share. */
export type RankingFrame = {
  board: LeaderboardView;
  scale: PlotScale;
  columns: RankingColumns;
  quotaPerRound: number;
  /** An unlisted benchmark is on no page of a team. */
  hasTeamPages: boolean;
  /** Slugs of the models that the address has picked. */
  readonly picked: readonly string[];
  counts: { feedback: number; final: number } | null;
  /** Scores of the baselines, drawn as lines through all rows. */
  baselines: readonly number[];
  /** The leader, whose interval stands behind those tied with it; null where the ranking doesn't count, or has one model. */
  bandOf: LeaderboardEntry | null;
};
