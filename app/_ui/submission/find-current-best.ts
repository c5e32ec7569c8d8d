import type { SubmissionView } from '@/lib/contracts/submission';
import type { Direction, FeedbackPolicyName } from '@/lib/core/benchmark';
import { formatReportedScore } from '@/lib/core/feedback/describe-outcome';
import type { MetricName } from '@/lib/core/metrics/metric-name';

type Sent = Pick<SubmissionView, 'id' | 'feedback' | 'received_at'>;

/**
 * The submission that a team's next one is compared with: on a ladder its last improvement, elsewhere its best reported score, of equal
 * ones the earlier.
 * @param sent newest first
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

/** The submissions that came before one of them. @param sent newest first */
export const listBefore = <T extends Sent>(sent: readonly T[], id: string): readonly T[] =>
  sent.slice(sent.findIndex((one) => one.id === id) + 1);

/** A reported score with its 95 % interval, `64 (60–68)`; null where none was reported. */
export function formatReported(feedback: SubmissionView['feedback'], metric: MetricName): string | null {
  if (!feedback || feedback.score === null) return null;
  return formatReportedScore(metric, feedback.score, feedback.standard_error);
}
