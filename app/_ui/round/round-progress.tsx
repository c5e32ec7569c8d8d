import { formatDuration } from '../format-duration';
import { shareGone } from './share-gone';

/** How long an open round still takes submissions, and how much of it is gone. */
export function RoundProgress({
  opensAt,
  closesAt,
  now,
}: {
  opensAt: string | null;
  closesAt: string | null;
  now: Date;
}) {
  if (closesAt === null) return <span className="faint">no date yet</span>;
  const leftMs = Date.parse(closesAt) - now.getTime();
  const gone = shareGone(opensAt, closesAt, now);
  return (
    <>
      <b>{leftMs > 0 ? formatDuration(leftMs) : 'now'}</b>
      {gone !== null && <ProgressLine percent={gone * 100} />}
    </>
  );
}

function ProgressLine({ percent }: { percent: number }) {
  const at = `${percent}%`;
  return (
    <svg className="prog" role="img" aria-label={`${percent.toFixed(0)} % of the round gone`}>
      <line x2="100%" y1="3.5" y2="3.5" stroke="var(--rule-2)" />
      <line x2={at} y1="3.5" y2="3.5" stroke="var(--ink)" strokeWidth="2" />
      <line x1={at} x2={at} y2="7" stroke="var(--over)" strokeWidth="2" />
    </svg>
  );
}
