import type { SubmissionView } from '@/lib/contracts/submission';
import type { MetricName } from '@/lib/core/benchmark';
import { formatMetric, formatScore } from '../format-score';
import { FinalScoreWords, type RoundTrouble } from './final-score-words';
import { formatEstimate } from './format-estimate';

/** The answer to one submission, in full: what it says, what it does not, and what is left to ask. */
export function FeedbackSection({
  feedback,
  metric,
  officialRanking,
  trouble,
}: Pick<SubmissionView, 'feedback'> & {
  metric: MetricName;
  /** Where the official ranking is, once the round is over. */
  officialRanking: string | null;
  trouble: RoundTrouble | null;
}) {
  if (!feedback) return null;
  const estimate = formatEstimate(metric, feedback);
  const finalScore = (
    <FinalScoreWords officialRanking={officialRanking} officialAt={feedback.official_at} trouble={trouble} />
  );
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>Feedback</h2>
        <p className="small muted">policy: {feedback.policy}</p>
      </div>
      {feedback.outcome === 'score' && (
        <>
          <p className="verdict">
            {trouble === 'invalidated' ? <s>{estimate}</s> : estimate}
            <span className="verdict-unit"> {formatMetric(metric)}, on the feedback part</span>
          </p>
          <p className="muted measure">
            The number after ± is one standard error. The final part is another set of items and ranks the
            models; {finalScore}.
          </p>
        </>
      )}
      {feedback.outcome === 'withheld' && (
        <>
          <p className="verdict">No score before the close</p>
          <p className="muted measure">
            Under this policy no score is told while the round is open, so that none can be climbed. The final
            part ranks the models; {finalScore}.
          </p>
        </>
      )}
      {feedback.outcome === 'improved' && <p className="verdict">Improved</p>}
      {feedback.outcome === 'no_improvement' && <p className="verdict">No significant improvement</p>}
      <dl className="facts">
        <div>
          <dt>Answers used this round</dt>
          <dd>{feedback.answers_used}</dd>
        </div>
        <div>
          <dt>Answers left</dt>
          <dd>{feedback.answers_left}</dd>
        </div>
        {feedback.smallest_detectable !== null && (
          <div>
            <dt>Smallest difference it can tell</dt>
            <dd>{formatScore(metric, feedback.smallest_detectable)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
