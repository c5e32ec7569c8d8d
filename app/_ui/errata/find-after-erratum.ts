import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';

type AfterErratum = NonNullable<LeaderboardEntry['after_erratum']>;

/** Score and rank by the corrected labels, where they are others; else null. */
export function findAfterErratum({ after_erratum, score, rank }: LeaderboardEntry): AfterErratum | null {
  const isSame = after_erratum?.score === score && after_erratum.rank === rank;
  return isSame ? null : after_erratum;
}
