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
  readonly seed: string;
};

/**
 * The test of a part's items by which two models' scores in a metric are told apart. Items in groups are compared by the bootstrap of
 * groups for means, and by the jackknife for all other metrics. Reasons and sources: decision 0018.
 */
export function choosePairTest(metric: MetricName, part: ComparedPart): PairTest {
  const { labels, positions, seed } = part;
  const { pairTest: name } = metricByName[metric];
  const groups = selectGroups(part.groups, positions);
  if (groups !== null)
    return name === 'paired-bootstrap'
      ? { name: 'cluster-paired-bootstrap', groups, seed }
      : { name: 'cluster-paired-jackknife', groups };
  if (name === 'paired-bootstrap') return { name, seed };
  if (name === 'mcnemar' || name === 'paired-jackknife') return { name };
  return { name, labels: Int32Array.from(positions, (position) => Number(labels[position])) };
}
