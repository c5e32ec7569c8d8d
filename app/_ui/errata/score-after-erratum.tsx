import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatScore } from '@/lib/core/metrics/format-score';
import { findAfterErratum } from './find-after-erratum';

/** What an erratum makes of a score, beside the one that ranks. */
export function ScoreAfterErratum({ board, entry }: { board: LeaderboardView; entry: LeaderboardEntry }) {
  const after = findAfterErratum(entry);
  if (after === null) return null;
  return (
    <span className="block text-micro/[1.2] text-balance text-ink-3">
      with erratum {board.erratum}:{' '}
      <span className="block whitespace-nowrap">
        {formatScore(board.metric, after.score)}
        {!board.invalidated && <>, rank {after.rank}</>}
      </span>
    </span>
  );
}
