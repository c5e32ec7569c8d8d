import type { Executor } from '@/db/client';
import { listNewestEquatings } from '@/db/queries/assessment-queries';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { PublicRound } from '@/lib/core/round/round';
import { findRoundBefore, rankedBeforeOf, readRankings, viewOfRanking } from '../publication/view-of-ranking';

/** Published rankings by round number; a round without a ranking has no entry. */
export type Boards = ReadonlyMap<number, LeaderboardView>;

/**
 * Reads the newest published rankings of the given `rounds`.
 * @param all all public rounds of the benchmark, newest first
 */
export async function readBoards(
  db: Executor,
  slug: string,
  all: readonly PublicRound[],
  rounds: readonly PublicRound[],
): Promise<Boards> {
  const [rankings, equatings] = await Promise.all([
    readRankings(db, rounds),
    listNewestEquatings(
      db,
      rounds.map(({ roundId }) => roundId),
    ),
  ]);
  return viewBoards(slug, rounds, { all, rankings, equatings });
}

/** Composes the rankings. Rows show their movement since the previous official round only if that round's ranking was read too. */
export function viewBoards(
  slug: string,
  rounds: readonly PublicRound[],
  {
    all,
    rankings,
    equatings,
  }: {
    all: readonly PublicRound[];
    rankings: Awaited<ReturnType<typeof readRankings>>;
    equatings: Awaited<ReturnType<typeof listNewestEquatings>>;
  },
): Boards {
  return new Map(
    rounds.flatMap((round) => {
      const ranking = rankings.get(round.roundId);
      if (!ranking) return [];
      const last = findRoundBefore(all, round);
      const before = last && rankedBeforeOf(last, rankings, equatings);
      const equating = equatings.get(round.roundId);
      return [[round.number, viewOfRanking(slug, round, ranking, { equating, before })]];
    }),
  );
}
