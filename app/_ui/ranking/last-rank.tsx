import { formatRank } from '@/lib/core/leaderboard/format-rank';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';

/** Below a rank what it was in the ranked round before. An arrow only where no rank is in both intervals. */
export function LastRank({ entry: { last_round: last } }: { entry: LeaderboardEntry }) {
  if (!last) return null;
  const isUp = last.rank_moved === 'better';
  return (
    <small
      className="mt-3 block font-sans text-micro/[1.2] font-normal tracking-[0em] tabular-nums text-ink-3"
      title={`Round ${last.round}, version ${last.version}`}
      data-testid="last-rank"
    >
      {last.rank_moved && (
        <span className="text-ink">
          <span aria-hidden="true">{isUp ? '↑' : '↓'}</span>
          <span className="sr-only">, {last.rank_moved} than in the round before:</span>
        </span>
      )}{' '}
      was {formatRank(last)}
    </small>
  );
}
