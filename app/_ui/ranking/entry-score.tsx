import Link from 'next/link';
import { formatTold } from '@/lib/core/feedback/format-told';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { fewItemsWord, formatInterval, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** A row's score and its interval, null where it has none; the reported score of an open round keeps the digits of the feedback. */
export function formatEntryScore(
  metric: MetricName,
  { score, interval }: Pick<LeaderboardEntry, 'score' | 'interval'>,
): { score: string; limits: string | null } {
  if (interval?.method === 'told-standard-error') return formatTold(metric, { score, ...interval });
  return { score: formatScore(metric, score), limits: interval && formatInterval(metric, interval) };
}

type Noted = { readonly rests_on_few_items?: boolean } | null;

export const hasFewItemsNote = (interval: Noted): boolean =>
  interval === null || interval.rests_on_few_items === true;

/** The reason why an interval is unreliable or missing, as a link to its meaning. */
export function FewItemsNote({ interval }: { interval: Noted }) {
  if (!hasFewItemsNote(interval)) return null;
  return (
    // A ranking may have hundreds of these links: none is prefetched.
    <Link href="/methods#intervals" prefetch={false} className="few-items" data-testid="few-items">
      {interval ? fewItemsWord : 'under five groups'}
    </Link>
  );
}
