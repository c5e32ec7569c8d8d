import type { MetricName } from '@/lib/core/benchmark';
import { formatScore } from '../format-score';

/** A score with its standard error, both in the unit people read: `71.20 ± 1.10`. */
export function formatEstimate(
  metric: MetricName,
  { score, standard_error }: { score: number | null; standard_error: number | null },
): string {
  if (score === null) return '–';
  const shown = formatScore(metric, score);
  return standard_error === null ? shown : `${shown} ± ${formatScore(metric, standard_error)}`;
}
