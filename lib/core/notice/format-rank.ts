import { isBounded } from '../metrics/is-bounded';
import type { MetricName } from '../metrics/metric-name';
import type { NoticeRanking } from './notice-facts';
import { oneLine } from './one-line';

/** `Your model Foo is ranked 3 of 12 with 0.8123 (0.8010–0.8230).`: the numbers are those of the snapshot. */
export function formatRank(
  { metric, rankedCount }: NoticeRanking,
  { model, rank, score, interval }: NoticeRanking['own'][number],
): string {
  const between = interval.lower < 0 ? ' to ' : '–';
  const range = `${formatNumber(metric, interval.lower)}${between}${formatNumber(metric, interval.upper)}`;
  return `Your model ${oneLine(model)} is ranked ${rank} of ${rankedCount} with ${formatNumber(metric, score)} (${range}).`;
}

/** Four decimals of a metric with bounds, five digits of one without. */
function formatNumber(metric: MetricName, value: number): string {
  return (isBounded(metric) ? value.toFixed(4) : value.toPrecision(5)).replace('-', '−');
}
