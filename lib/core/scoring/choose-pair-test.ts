import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import type { PairTest } from '../statistics/compare-pairs';
import type { LabelColumn } from './label-column';
import { selectGroups } from './select-groups';

/** The part on which models are compared. */
type ComparedPart = {
  readonly labels: LabelColumn;
  /** The index of each item's group in the round; null where items are independent. */
  readonly groups: Int32Array | null;
  readonly positions: Uint32Array;
};

/** The test of two models' scores in a metric on a part's items. Reasons and sources: decision 0018. */
export function choosePairTest(metric: MetricName, part: ComparedPart): PairTest {
  const { pairTest, degrees } = metricByName[metric];
  const groups = selectGroups(part.groups, part.positions);
  const yardstick = computeYardstick(metric, part);
  if (groups !== null) return { name: 'cluster-paired-t', groups, yardstick };
  if (pairTest === 'mcnemar') return { name: 'mcnemar' };
  const listLabels = () => Int32Array.from(part.positions, (position) => Number(part.labels[position]));
  if (pairTest === 'mcnemar-of-positives') return { name: 'mcnemar-of-positives', labels: listLabels() };
  if (degrees === 'items') return { name: 'paired-t', degrees, yardstick };
  return { name: 'paired-t', degrees, labels: listLabels() };
}

/** Divisors of the metric, item by item (`Metric.computeYardstick`); null where it divides by nothing that is drawn. */
function computeYardstick(metric: MetricName, { labels, positions }: ComparedPart): Float64Array | null {
  const { computeYardstick: compute } = metricByName[metric];
  return compute && labels instanceof Float64Array
    ? compute(Float64Array.from(positions, (position) => labels[position]!))
    : null;
}
