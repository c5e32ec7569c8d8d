import Link from 'next/link';
import { isAtChance } from '@/lib/core/equating/link-scale';
import { formatReportedInterval } from '@/lib/core/feedback/describe-outcome';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { describeReliability, formatInterval, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Interval } from '@/lib/core/statistics/interval';

/**
 * Formats a row's score, and its interval if there is one. In an open round, a reported score has the same digits as in the
 * feedback.
 */
export function formatEntryScore(
  metric: MetricName,
  { score, interval }: Pick<LeaderboardEntry, 'score' | 'interval'>,
): { score: string; interval: string | null } {
  if (interval?.method === 'reported-standard-error')
    return formatReportedInterval(metric, { score, ...interval });
  return { score: formatScore(metric, score), interval: interval && formatInterval(metric, interval) };
}

/** The reason why a constant prediction has no interval: its score is the same on any items. */
export const describeNoInterval = (metric: MetricName, score: number): string =>
  isAtChance(metric, score) ? 'constant, no interval' : 'no interval';

type Noted = Pick<Interval, 'unreliable' | 'tail_share'> | null;

export const hasIntervalNote = (interval: Noted): boolean =>
  interval !== null && describeReliability(interval) !== null;

/** The reason why an interval may contain the true score in fewer than 95 % of rounds, as a link to the page Methods. */
export function IntervalNote({ interval }: { interval: Noted }) {
  const note = interval && describeReliability(interval);
  if (!note) return null;
  return (
    // `prefetch` is off, since a ranking may have hundreds of these links.
    <Link href="/methods#intervals" prefetch={false} className="interval-note" data-testid="interval-note">
      {note}
    </Link>
  );
}

type AfterErratum = NonNullable<LeaderboardEntry['after_erratum']>;

/** Score and rank with an erratum's labels; null if neither differs. */
export function findAfterErratum({ after_erratum, score, rank }: LeaderboardEntry): AfterErratum | null {
  const isSame = after_erratum?.score === score && after_erratum.rank === rank;
  return isSame ? null : after_erratum;
}
