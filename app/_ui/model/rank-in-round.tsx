import type { ModelInRoundView } from '@/lib/contracts/model';
import { formatRank } from '@/lib/core/leaderboard/format-rank';

/**
 * A model's rank interval in one table, and among how many.
 * @param counts false of a version that stands beside the one that is ranked
 */
export function RankInRound({
  inRound: { entry, ranked, state, provisional },
  counts = true,
}: {
  inRound: Pick<ModelInRoundView, 'entry' | 'ranked' | 'state' | 'provisional'>;
  counts?: boolean;
}) {
  if (state === 'invalidated') return 'none';
  if (provisional) return 'none before the close';
  if (!counts) return 'shown beside it, not ranked';
  if (entry.rank === null) return entry.kind === 'host' ? 'host entry, not ranked' : 'baseline, not ranked';
  return (
    <>
      {formatRank(entry)} <span className="text-ink-3">of {ranked}</span>
    </>
  );
}
