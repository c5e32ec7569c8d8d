import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import { ok } from '../../result';
import type { PairTest } from '../../statistics/compare-pairs';
import { selectGroups } from '../select-groups';
import type { ComparedPart, ScorerRules } from './scorer-rules';

/** Fewer groups than this say too little of how groups differ for limits that hold. */
export const groupCountMin = 5;

/** Of rounds that are sealed now: what a metric's own object says. Reasons and sources: decisions 0012 and 0018. */
export const rulesOfVersion5: ScorerRules = {
  version: '5',
  selectGroups,
  limitScore(metric, s, { seed, groups }) {
    const { limits } = metricByName[metric];
    if (groups === null) return limits.compute(s, seed);
    return new Set(groups).size < groupCountMin ? ok(null) : limits.computeGrouped(s, { groups, seed });
  },
  marksFewItems: true,
  choosePairTest,
  tieRule: 'rank-interval',
  seedOf: ({ fileSha256, benchmark, round }, part) => `${fileSha256}:${benchmark}:${round}:${part}`,
};

/** Of items in groups: the bootstrap of groups for means, and the jackknife for all others. Of one group no test tells anything. */
function choosePairTest(metric: MetricName, { labels, groups, positions, seed }: ComparedPart): PairTest {
  const { pairTest: name } = metricByName[metric];
  if (groups !== null)
    return name === 'paired-bootstrap'
      ? { name: 'cluster-paired-bootstrap', groups, seed }
      : { name: 'cluster-paired-jackknife', groups };
  if (name === 'paired-bootstrap') return { name, seed };
  if (name === 'mcnemar' || name === 'paired-jackknife') return { name };
  return { name, labels: Int32Array.from(positions, (position) => Number(labels[position])) };
}
