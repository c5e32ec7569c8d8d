import type { SubmissionView } from '@/lib/contracts/submission';
import { answerOfFeedback } from '@/lib/core/feedback/answer-of-feedback';
import { type AnswerWords, describeAnswer } from '@/lib/core/feedback/describe-answer';
import { formatMetric, scoreScale } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** What a team reads of its submission, in the unit of the tables. */
export const describeFeedback = (
  feedback: NonNullable<SubmissionView['feedback']>,
  metric: MetricName,
): AnswerWords =>
  describeAnswer({
    answer: answerOfFeedback(feedback),
    unit: { title: formatMetric(metric), scale: scoreScale(metric) },
    answersUsed: feedback.answers_used,
    answersLeft: feedback.answers_left,
    answersLeftMax: feedback.answers_left_max,
    exposureBefore: feedback.exposure_before,
    exposureAfter: feedback.exposure_after,
    officialAt: new Date(feedback.official_at),
  });
