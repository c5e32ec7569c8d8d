import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import type { PairTest } from '../statistics/compare-pairs';
import type { LabelColumn } from './label-column';
import { selectGroups } from './select-groups';

/**
 * The test of a part's items by which two models' scores in a metric are told apart. Reasons and sources: decision 0018.
 *
 * - Shares of right items or accepted answers: exact McNemar.
 * - Means of losses, and what rises with one: RMSE with the mean squared error, R² falls with it, since all models have the same
 *   labels. Paired bootstrap.
 * - Areas under the ROC curve: DeLong.
 * - Everything else, which is no mean of anything an item has by itself: the mean of its pseudo-values.
 * - Of items in groups: the bootstrap of groups for means, and the jackknife for all others.
 *
 * @param groups of the round; null where its items are independent
 * @param positions the items of the part
 */
export function choosePairTest(
  metric: MetricName,
  part: {
    labels: LabelColumn;
    groups: Int32Array | null;
    positions: Uint32Array;
    seed: string;
  },
): PairTest {
  const name = metricByName[metric].pairTest;
  const { positions, seed } = part;
  const groups = selectGroups(part.groups, positions);
  if (groups !== null)
    return name === 'paired-bootstrap'
      ? { name: 'cluster-paired-bootstrap', groups, seed }
      : { name: 'cluster-paired-jackknife', groups };
  if (name === 'paired-bootstrap') return { name, seed };
  return name === 'paired-delong'
    ? { name, labels: Int32Array.from(positions, (position) => Number(part.labels[position])) }
    : { name };
}
