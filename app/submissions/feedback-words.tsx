import { Instant } from '@/app/_ui/instant';
import { describeFeedback } from '@/app/_ui/submission/describe-feedback';
import type { SubmissionView } from '@/lib/contracts/submission';
import { formatEstimateIn } from '@/lib/core/feedback/describe-answer';
import { formatMetric, scoreScale } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

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
          <b>{formatEstimate(metric, feedback)}</b> on the feedback part
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
          <b>Improved</b>: {formatEstimate(metric, feedback)} on the feedback part
        </>
      );
    case 'no_improvement':
      return <>No significant improvement</>;
  }
}

/** A told score with its standard error, in the unit people read and to the digits that were told: `71.2 ± 1.1`. */
function formatEstimate(
  metric: MetricName,
  { score, standard_error }: { score: number | null; standard_error: number | null },
): string {
  if (score === null) return '–';
  const unit = { title: formatMetric(metric), scale: scoreScale(metric) };
  return formatEstimateIn(unit, score, standard_error ?? 0);
}
