import Link from 'next/link';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { fewItemsWord } from '@/lib/core/metrics/format-score';

export const hasFewItemsNote = ({ interval }: Pick<LeaderboardEntry, 'interval'>): boolean =>
  interval === null || interval.rests_on_few_items === true;

/** Why an interval says less than it looks, in words that lead to what they mean. */
export function FewItemsNote({ entry: { interval } }: { entry: Pick<LeaderboardEntry, 'interval'> }) {
  if (!hasFewItemsNote({ interval })) return null;
  return (
    <Link
      href="/methods#intervals"
      className="block whitespace-nowrap text-micro/[12px] text-ink-2"
      data-testid="few-items"
    >
      {interval ? fewItemsWord : 'under five groups'}
    </Link>
  );
}
