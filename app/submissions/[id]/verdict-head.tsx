import Link from 'next/link';
import { formatDuration } from '@/app/_ui/format-quantity';
import { CheckGlyph } from '@/app/_ui/glyphs/glyphs';
import { Lede } from '@/app/_ui/page/page';
import { formatReported } from '@/app/_ui/submission/feedback';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** The outcome of a submission in the page's title, then what was submitted. */
export function VerdictHead({
  submission,
  metric,
  modelPage,
  isStruck,
}: {
  submission: SubmissionView;
  metric: MetricName;
  modelPage: string | null;
  /** Its round is invalidated. */
  isStruck: boolean;
}) {
  const { model, version, team, state, feedback } = submission;
  const title = describeVerdict(submission, metric);
  const isStopped = state === 'rejected' || state === 'failed';
  return (
    <div
      className="grid grid-cols-[44px_minmax(0,1fr)] items-start gap-x-s4 max-phone:grid-cols-1"
      aria-live="polite"
    >
      <span className={`mt-4 max-phone:mb-s2 ${isStopped ? 'text-over' : 'text-sea'}`}>
        {isStopped || (feedback && feedback.score !== null) ? (
          <CheckGlyph result={isStopped ? 'block' : 'pass'} className="block size-32" />
        ) : (
          <WaterGlyph />
        )}
      </span>
      <div>
        <h1 className="text-[2.375rem]/[1.1] normal-nums max-phone:text-[1.875rem]" data-testid="verdict">
          {isStruck ? <s className="text-ink-3 decoration-1">{title}</s> : title}
        </h1>
        <Lede>
          {modelPage ? <Link href={modelPage}>{model}</Link> : model}, version {version}, by {team}.{' '}
          {describeTime(submission)}
        </Lede>
      </div>
    </div>
  );
}

function describeVerdict({ state, score_at, feedback }: SubmissionView, metric: MetricName): string {
  // Nothing is shown of it before the close.
  if (score_at !== null) return 'Evaluated automatically';
  switch (state) {
    case 'received':
    case 'queued':
      return 'Waiting to be scored';
    case 'scoring':
      return 'Being scored now';
    case 'rejected':
      return 'Rejected: the file is at fault';
    case 'failed':
      return 'Failed: the platform is at fault, not the file';
    case 'scored':
      switch (feedback?.outcome) {
        case 'improved':
          return `Improved: ${formatReported(feedback, metric)}`;
        case 'score':
          return `Scored: ${formatReported(feedback, metric)}`;
        case 'no_improvement':
          return 'Scored: no significant improvement';
        case 'withheld':
          return 'Scored: no score is reported';
        default:
          return 'Scored';
      }
  }
}

function describeTime({ state, received_at, finished_at, evidence }: SubmissionView): string {
  if (state !== 'scored' || finished_at === null) return '';
  // An automatic evaluation waits behind what people wait for.
  if (evidence === 'prospective') return 'It was evaluated automatically.';
  const ms = Date.parse(finished_at) - Date.parse(received_at);
  const seconds = Math.max(1, Math.round(ms / 1000));
  const after = seconds < 120 ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}` : formatDuration(ms);
  return `Your file is valid and was scored ${after} after it arrived.`;
}

const WaterGlyph = () => (
  <svg viewBox="0 0 40 40" className="block size-40" aria-hidden="true">
    <circle cx="20" cy="20" r="18.5" fill="none" stroke="currentColor" strokeWidth="2" />
    <path
      d="M11 17c3-2.6 6-2.6 9 0s6 2.6 9 0M11 25c3-2.6 6-2.6 9 0s6 2.6 9 0"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.25"
    />
  </svg>
);
