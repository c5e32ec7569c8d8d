import type { SubmissionView } from '@/lib/contracts/submission';
import { formatEstimateIn } from '@/lib/core/feedback/describe-answer';
import { formatMetric, scoreScale } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** A reported score with its standard error, `64 ± 2`; null where none was reported. */
export function formatReported(feedback: SubmissionView['feedback'], metric: MetricName): string | null {
  if (!feedback || feedback.score === null) return null;
  const unit = { title: formatMetric(metric), scale: scoreScale(metric) };
  return formatEstimateIn(unit, feedback.score, feedback.standard_error ?? 0);
}
