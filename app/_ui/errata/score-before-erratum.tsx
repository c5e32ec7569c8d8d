import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatScore } from '@/lib/core/metrics/format-score';
import { findScoreBefore } from './find-score-before';

/** The other one of the two scores, where an erratum has changed it. */
export function ScoreBeforeErratum({ board, entry }: { board: LeaderboardView; entry: LeaderboardEntry }) {
  const before = findScoreBefore(board, entry);
  if (before === null) return null;
  return (
    <span className="block text-micro/[1.2] text-balance text-ink-3">
      before erratum {board.erratum}:{' '}
      <span className="block whitespace-nowrap">{formatScore(board.metric, before)}</span>
    </span>
  );
}
