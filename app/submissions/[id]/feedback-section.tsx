import { describePolicy } from '@/app/_ui/benchmark/describe-policy';
import { Section } from '@/app/_ui/page/section';
import { describeFeedback } from '@/app/_ui/submission/describe-feedback';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { FinalScoreWords, type StoppedState } from './final-score-words';

/** The answer to one submission, in full: what it says, what it does not, and what is left to ask. */
export function FeedbackSection({
  feedback,
  metric,
  officialRanking,
  stopped,
}: Pick<SubmissionView, 'feedback'> & {
  metric: MetricName;
  /** Where the official ranking is, once the round is over. */
  officialRanking: string | null;
  stopped: StoppedState | null;
}) {
  if (!feedback) return null;
  const { headline, details } = describeFeedback(feedback, metric);
  const isOver = officialRanking !== null || stopped !== null;
  return (
    <Section
      title="Feedback"
      aside={
        <>
          policy {feedback.policy}: {describePolicy(feedback.policy)}
        </>
      }
    >
      <p className="mb-s2 font-serif text-[1.4375rem]/[1.2] font-medium normal-nums" data-testid="verdict">
        {stopped === 'invalidated' ? <s className="text-ink-3 decoration-1">{headline}</s> : headline}
      </p>
      <ul className="mt-s3 max-w-[37em] text-ink-2">
        {/* The last detail says when the official rank comes: once the round is over, the link below does. */}
        {(isOver ? details.slice(0, -1) : details).map((detail) => (
          <li key={detail}>{detail}</li>
        ))}
        {isOver && (
          <li>
            The final part is another set of items and ranks the models;{' '}
            <FinalScoreWords
              officialRanking={officialRanking}
              officialAt={feedback.official_at}
              stopped={stopped}
            />
            .
          </li>
        )}
      </ul>
    </Section>
  );
}
