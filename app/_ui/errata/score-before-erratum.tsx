import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { formatScore } from '../format-score';

/** The other one of the two scores, where an erratum has changed it. */
export function ScoreBeforeErratum({ board, entry }: { board: LeaderboardView; entry: LeaderboardEntry }) {
  const before = entry.score_before_erratum;
  if (board.erratum === null || before === null || before === entry.score) return null;
  return (
    <span className="score-before">
      before erratum {board.erratum}:{' '}
      <span className="whitespace-nowrap">{formatScore(board.metric, before)}</span>
    </span>
  );
}
