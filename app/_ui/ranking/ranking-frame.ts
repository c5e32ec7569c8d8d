import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { countsNow } from './describe-ranking';
import { computePlotScale, type PlotScale } from './plot-scale';
import type { RankingColumns } from './ranking-columns';

/** Facts that all rows of a table share. */
export type RankingFrame = {
  readonly board: LeaderboardView;
  readonly columns: RankingColumns;
  readonly scale: PlotScale;
  readonly quotaPerRound: number;
  /** False for an unlisted benchmark: pages of teams don't show its rankings. */
  readonly hasTeamPages: boolean;
  /** Slugs of the models picked for comparison, from the query. */
  readonly picked: readonly string[];
  /** Slugs of the teams to which the reader belongs. */
  readonly ownTeams: ReadonlySet<string>;
  /** True if the row ties for first in a ranking that counts. */
  isTied(entry: LeaderboardEntry): boolean;
  /** Number of versions of the model that this ranking compares with each other; 0 if it compares none. */
  countVersions(entry: LeaderboardEntry): number;
};

/** @param rows rows of this page; the axis also covers unranked rows, such as versions that don't count for their model */
export function composeRankingFrame(
  board: LeaderboardView,
  rows: readonly LeaderboardEntry[],
  given: Pick<RankingFrame, 'columns' | 'quotaPerRound' | 'hasTeamPages' | 'picked' | 'ownTeams'>,
): RankingFrame {
  const counts = countsNow(board);
  const versions = new Map<string, number>();
  for (const { model_slug: slug, against_counting } of counts ? board.reference_entries : [])
    if (against_counting) versions.set(slug, (versions.get(slug) ?? 1) + 1);
  return {
    ...given,
    board,
    scale: computePlotScale([...board.entries, ...rows.filter(({ rank }) => rank === null)]),
    isTied: ({ tied_with_leader }) => tied_with_leader && counts,
    countVersions: ({ model_slug }) => versions.get(model_slug) ?? 0,
  };
}
