import type { Executor } from '@/db/client';
import { listNewestEquatings } from '@/db/queries/assessment-queries';
import { findRankedRoundBefore } from '@/db/queries/round-queries';
import type { SnapshotRow } from '@/db/queries/snapshot-queries';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { Equating } from '@/lib/core/equating/equating';
import type { PublicRound } from '@/lib/core/round/round';
import { isOfficial } from './official-round';
import { type ReadRanking, readRankings } from './read-rankings';
import { type RankedBefore, viewOfRanking } from './view-of-ranking';

/** A round's newest published ranking as pages and the API show it; undefined where there is none. */
export async function readBoard(
  db: Executor,
  slug: string,
  round: PublicRound,
): Promise<{ ranking: ReadRanking; board: LeaderboardView } | undefined> {
  const last = isOfficial(round) ? await findRankedRoundBefore(db, round) : undefined;
  const shown = last ? [round, last] : [round];
  const [rankings, equatings] = await Promise.all([
    readRankings(db, shown),
    listNewestEquatings(
      db,
      shown.map(({ roundId }) => roundId),
    ),
  ]);
  const ranking = rankings.get(round.roundId);
  if (!ranking) return undefined;
  const equating = equatings.get(round.roundId);
  const before = last && rankedBeforeOf(last, rankings, equatings);
  return { ranking, board: viewOfRanking(slug, round, ranking, { equating, before }) };
}

/** The ranked round before, as far as it was read. */
export function rankedBeforeOf(
  { roundId, number }: PublicRound,
  rankings: ReadonlyMap<string, SnapshotRow>,
  equatings: ReadonlyMap<string, Equating>,
): RankedBefore | undefined {
  const ranking = rankings.get(roundId);
  return ranking && { round: number, leaderboard: ranking.leaderboard, equating: equatings.get(roundId) };
}
