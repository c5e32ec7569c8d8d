import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { countsNow, splitEntries } from './describe-ranking';
import { computePlotScale, type PlotScale } from './plot-scale';
import type { RankingColumns } from './ranking-columns';

/** Facts that all rows of a table share. */
export type RankingFrame = {
  readonly board: LeaderboardView;
  readonly columns: RankingColumns;
  readonly scale: PlotScale;
  readonly quotaPerRound: number;
  /** An unlisted benchmark is on no page of a team. */
  readonly hasTeamPages: boolean;
  /** Slugs of the models that the address has picked. */
  readonly picked: readonly string[];
  /** Scores of the baselines, drawn as lines through all rows. */
  readonly baselines: readonly number[];
  /** Its interval is drawn behind the rows that are tied with it; null where the ranking doesn't count, or has one model. */
  readonly leader: LeaderboardEntry | null;
  /** Ranks of the round before are shown. Those of an invalidated round count for nothing, and neither does their change. */
  readonly hasLastRanks: boolean;
  /** The row is tied with the leader, in a ranking that counts. */
  isTied(entry: LeaderboardEntry): boolean;
};

/** @param rows those of this page: versions that stand beside what counts may lie outside of the axis of the others */
export function composeRankingFrame(
  board: LeaderboardView,
  rows: readonly LeaderboardEntry[],
  given: Pick<RankingFrame, 'columns' | 'quotaPerRound' | 'hasTeamPages' | 'picked'>,
): RankingFrame {
  const { ranked, apart } = splitEntries(board.entries);
  const counts = countsNow(board);
  return {
    ...given,
    board,
    scale: computePlotScale([...board.entries, ...rows.filter(({ rank }) => rank === null)]),
    baselines: apart.filter(({ kind }) => kind === 'baseline').map(({ score }) => score),
    leader: counts && ranked.length > 1 ? ranked[0]! : null,
    hasLastRanks: given.columns.hasRank && !board.invalidated,
    isTied: ({ tied_with_leader }) => tied_with_leader && counts,
  };
}
