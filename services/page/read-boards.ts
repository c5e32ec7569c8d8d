import type { Executor } from '@/db/client';
import { listNewestEquatings } from '@/db/queries/assessment-queries';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { PublicRound } from '@/lib/core/round/round';
import { readRankings } from '../publication/read-rankings';
import { viewOfRanking } from '../publication/view-of-ranking';

/** Rankings by the round's number; a round without one has none. */
export type Boards = ReadonlyMap<number, LeaderboardView>;

/** The newest published rankings of a benchmark's rounds. */
export async function readBoards(
  db: Executor,
  slug: string,
  rounds: readonly PublicRound[],
): Promise<Boards> {
  const [rankings, equatings] = await Promise.all([
    readRankings(db, rounds),
    listNewestEquatings(
      db,
      rounds.map(({ roundId }) => roundId),
    ),
  ]);
  return viewBoards(slug, rounds, { rankings, equatings });
}

export function viewBoards(
  slug: string,
  rounds: readonly PublicRound[],
  {
    rankings,
    equatings,
  }: {
    rankings: Awaited<ReturnType<typeof readRankings>>;
    equatings: Awaited<ReturnType<typeof listNewestEquatings>>;
  },
): Boards {
  return new Map(
    rounds.flatMap((round) => {
      const ranking = rankings.get(round.roundId);
      return ranking
        ? [[round.number, viewOfRanking(slug, round, ranking, equatings.get(round.roundId))]]
        : [];
    }),
  );
}
