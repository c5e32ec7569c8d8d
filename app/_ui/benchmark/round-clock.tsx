import type { BenchmarkListRow } from '@/services/page/find-benchmark-list-page';
import { formatDuration } from '../format-duration';
import { Instant } from '../instant';

/** How long a benchmark's open round still takes submissions, and since when its refresh is overdue. */
export function RoundClock({ benchmark, now }: { benchmark: BenchmarkListRow['benchmark']; now: Date }) {
  const { open_round: open, overdue_since: overdueSince } = benchmark;
  return (
    <>
      {open ? (
        <RoundProgress opensAt={open.opens_at} closesAt={open.closes_at} now={now} />
      ) : (
        <span className="text-ink-3">no round open</span>
      )}
      {overdueSince && (
        <small className="block text-small/inherit text-ink-2">
          <b className="text-over">refresh overdue</b> since{' '}
          <Instant at={overdueSince} precision="shortDay" />
        </small>
      )}
    </>
  );
}

function RoundProgress({
  opensAt,
  closesAt,
  now,
}: {
  opensAt: string | null;
  closesAt: string | null;
  now: Date;
}) {
  if (closesAt === null) return <span className="text-ink-3">no date yet</span>;
  const leftMs = Date.parse(closesAt) - now.getTime();
  const gone = shareGone(opensAt, closesAt, now);
  return (
    <>
      <b>{leftMs > 0 ? formatDuration(leftMs) : 'now'}</b>
      {gone !== null && <ProgressLine percent={gone * 100} />}
    </>
  );
}

/** The share of a round's time that has passed, 0 to 1; null without a beginning. */
function shareGone(opensAt: string | null, closesAt: string, now: Date): number | null {
  if (opensAt === null) return null;
  const [start, end] = [Date.parse(opensAt), Date.parse(closesAt)];
  return Math.min(1, Math.max(0, (now.getTime() - start) / (end - start)));
}

function ProgressLine({ percent }: { percent: number }) {
  const at = `${percent}%`;
  return (
    <svg
      className="mt-s1 h-7 w-full max-w-120"
      role="img"
      aria-label={`${percent.toFixed(0)} % of the round gone`}
    >
      <line x2="100%" y1="3.5" y2="3.5" stroke="var(--rule-2)" />
      <line x2={at} y1="3.5" y2="3.5" stroke="var(--ink)" strokeWidth="2" />
      <line x1={at} x2={at} y2="7" stroke="var(--over)" strokeWidth="2" />
    </svg>
  );
}
