import { metricByName } from '../../../metrics/metric-by-name';
import type { MetricName } from '../../../metrics/metric-name';
import type { PairTest } from '../../../statistics/compare-pairs';
import type { ComparedPart } from '../scorer-rules';

/**
 * The test by which scorer version 4 told models apart: influences had one degree of freedom less than there were items, whatever the
 * sizes of the classes, recall among them, and areas the normal distribution.
 */
export function choosePairTestOfVersion4(
  metric: MetricName,
  { labels, groups, positions, seed }: ComparedPart,
): PairTest {
  const { pairTest } = metricByName[metric];
  if (groups !== null)
    return pairTest === 'paired-bootstrap'
      ? { name: 'cluster-paired-bootstrap', groups, seed }
      : { name: 'cluster-paired-jackknife', groups };
  switch (pairTest) {
    case 'paired-bootstrap':
      return { name: pairTest, seed };
    case 'mcnemar':
      return { name: pairTest };
    case 'paired-delong-of-classes':
      return {
        name: 'paired-delong',
        labels: Int32Array.from(positions, (position) => Number(labels[position])),
      };
    default:
      return { name: 'paired-jackknife' };
  }
}
