import type { SubmissionView } from '@/lib/contracts/submission';
import { describeOutcome, type OutcomeWords } from '@/lib/core/feedback/describe-outcome';
import { readFeedback } from '@/lib/core/feedback/feedback';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { Instant } from '../instant';
import { formatReported } from './find-current-best';

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
          <b>{formatReported(feedback, metric) ?? '–'}</b> on the feedback split
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
          <b>Improved</b>: {formatReported(feedback, metric) ?? '–'} on the feedback split
        </>
      );
    case 'no_improvement':
      return <>No significant improvement</>;
  }
}

/** The feedback that a team reads about its submission, in the unit of the tables. */
export const describeFeedback = (
  feedback: NonNullable<SubmissionView['feedback']>,
  metric: MetricName,
): OutcomeWords =>
  describeOutcome({
    decision: readFeedback(feedback),
    metric,
    feedbackUsed: feedback.feedback_used,
    feedbackLeft: feedback.feedback_left,
    feedbackLeftMax: feedback.feedback_left_max,
    exposureBefore: feedback.exposure_before,
    exposureAfter: feedback.exposure_after,
    officialAt: new Date(feedback.official_at),
  });
