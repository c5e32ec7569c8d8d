import type { SubmissionView } from '@/lib/contracts/submission';
import { computeToldLimits } from '@/lib/core/feedback/told-limits';
import { formatInterval, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { Instant } from '../instant';
import { describeFeedback } from './describe-feedback';

/** What the feedback policy tells about one submission, short enough for a table. */
export function FeedbackWords({
  feedback,
  metric,
}: Pick<SubmissionView, 'feedback'> & { metric: MetricName }) {
  if (!feedback) return <span className="text-ink-3">none yet</span>;
  switch (feedback.outcome) {
    case 'score':
      return (
        <>
          <b>{formatTold(metric, feedback)}</b> on the feedback part
        </>
      );
    case 'withheld':
      if (feedback.reason !== null && feedback.reason !== 'final-only')
        return <>{describeFeedback(feedback, metric).headline}</>;
      return (
        <>
          Withheld until the official ranking on <Instant at={feedback.official_at} />
        </>
      );
    case 'improved':
      return (
        <>
          <b>Improved</b>: {formatTold(metric, feedback)} on the feedback part
        </>
      );
    case 'no_improvement':
      return <>No significant improvement</>;
  }
}

/** A told score with its 95 % limits: `71.20 (69.05–73.35)`. */
function formatTold(
  metric: MetricName,
  { score, standard_error }: { score: number | null; standard_error: number | null },
): string {
  if (score === null) return '–';
  const limits = computeToldLimits(metric, score, standard_error);
  return `${formatScore(metric, score)} (${formatInterval(metric, limits)})`;
}
