import { formatMetric, scoreScale } from '@/app/_ui/format-score';
import { formatEstimateIn } from '@/lib/core/feedback/describe-answer';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** A told score with its standard error, in the unit people read and to the digits that were told: `71.2 ± 1.1`. */
export function formatEstimate(
  metric: MetricName,
  { score, standard_error }: { score: number | null; standard_error: number | null },
): string {
  if (score === null) return '–';
  const unit = { title: formatMetric(metric), scale: scoreScale(metric) };
  return formatEstimateIn(unit, score, standard_error ?? 0);
}
