import type { SubmissionView } from '@/lib/contracts/submission';
import {
  describeOutcome,
  formatReportedInterval,
  type OutcomeWords,
} from '@/lib/core/feedback/describe-outcome';
import { readFeedback } from '@/lib/core/feedback/read-feedback';
import { computeReportedInterval } from '@/lib/core/feedback/rounding';
import { formatMetric, scoreScale } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { Instant } from '../instant';

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
          <b>{formatReportedScore(metric, feedback)}</b> on the feedback split
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
          <b>Improved</b>: {formatReportedScore(metric, feedback)} on the feedback split
        </>
      );
    case 'no_improvement':
      return <>No significant improvement</>;
  }
}

/** A told score with its 95 % limits: `71 (69–73)`. */
function formatReportedScore(
  metric: MetricName,
  told: { score: number | null; standard_error: number | null },
): string {
  if (told.score === null) return '–';
  const { score, interval } = formatReportedInterval(metric, {
    score: told.score,
    ...computeReportedInterval(metric, told.score, told.standard_error),
  });
  return `${score} (${interval})`;
}

/** The feedback that a team reads about its submission, in the unit of the tables. */
export const describeFeedback = (
  feedback: NonNullable<SubmissionView['feedback']>,
  metric: MetricName,
): OutcomeWords =>
  describeOutcome({
    decision: readFeedback(feedback),
    unit: { title: formatMetric(metric), scale: scoreScale(metric) },
    feedbackUsed: feedback.feedback_used,
    feedbackLeft: feedback.feedback_left,
    feedbackLeftMax: feedback.feedback_left_max,
    exposureBefore: feedback.exposure_before,
    exposureAfter: feedback.exposure_after,
    officialAt: new Date(feedback.official_at),
  });
