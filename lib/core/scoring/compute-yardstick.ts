import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import type { LabelColumn } from './label-column';

/** What the metric divides by, item by item of a part (`Metric.computeYardstick`); null where it divides by nothing that is drawn. */
export function computeYardstick(
  metric: MetricName,
  { labels, positions }: { readonly labels: LabelColumn; readonly positions: Uint32Array },
): Float64Array | null {
  const { computeYardstick: compute } = metricByName[metric];
  return compute && labels instanceof Float64Array
    ? compute(Float64Array.from(positions, (position) => labels[position]!))
    : null;
}
