import { isBounded } from '../metrics/is-bounded';
import type { MetricName } from '../metrics/metric-name';
import { formatToldBy, type ToldScore } from './format-told-by';

/** A told score and its limits in words, with the digits that it was told with: `65` and `59–71`. */
export const formatTold = (metric: MetricName, told: ToldScore): { score: string; limits: string } =>
  formatToldBy(isBounded(metric), told);
