import { scoreScale } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** A tick of an axis of scores, as pages show scores. */
export const formatTick = (metric: MetricName, tick: number): string =>
  Number((tick * scoreScale(metric)).toPrecision(6))
    .toString()
    .replace('-', '−');
