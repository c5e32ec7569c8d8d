import type { SubmissionView } from '@/lib/contracts/submission';
import type { Direction, FeedbackPolicyName } from '@/lib/core/benchmark';
import {
  describeOutcome,
  formatReportedScore,
  type OutcomeWords,
} from '@/lib/core/feedback/describe-outcome';
import { readFeedback } from '@/lib/core/feedback/feedback';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { Instant } from '../instant';

/** The feedback on a submission in a few words, for a table's cell. */
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

/** The feedback on a submission as a text, with scores in the unit of the tables. */
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

type Sent = Pick<SubmissionView, 'id' | 'feedback' | 'received_at'>;

/**
 * The submission with which a team's next one is compared: on a feedback ladder the last improvement, otherwise the one with
 * the best reported score, or the earliest of equal ones.
 * @param sent submissions of the team, newest first
 */
export function findCurrentBest<T extends Sent>(
  sent: readonly T[],
  { policy, direction }: { policy: FeedbackPolicyName; direction: Direction },
): T | null {
  const reported = sent.filter(({ feedback }) => (feedback?.score ?? null) !== null);
  if (policy === 'guarded-ladder') return reported[0] ?? null;
  const merit = ({ feedback }: T) => (direction === 'higher' ? 1 : -1) * (feedback?.score ?? 0);
  return reported.toReversed().sort((a, b) => merit(b) - merit(a))[0] ?? null;
}

/** The submissions before the one with this id. @param sent submissions of the team, newest first */
export const listBefore = <T extends Sent>(sent: readonly T[], id: string): readonly T[] =>
  sent.slice(sent.findIndex((one) => one.id === id) + 1);

/** A reported score with its 95 % interval, for example `64 (60–68)`; null if no score was reported. */
export function formatReported(feedback: SubmissionView['feedback'], metric: MetricName): string | null {
  if (!feedback || feedback.score === null) return null;
  return formatReportedScore(metric, feedback.score, feedback.standard_error);
}
