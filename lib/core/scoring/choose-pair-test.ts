import type { MetricName } from '../metrics/metric-name';
import type { PairTest } from '../statistics/compare-pairs';
import type { ComparedPart, ScorerRules } from './versions/scorer-rules';

/**
 * The test of a part's items by which two models' scores in a metric are told apart, by the rules of the round. Reasons and sources:
 * decision 0018.
 * @param part with the groups of the round; null where its items are independent
 */
export function choosePairTest(
  scorer: Pick<ScorerRules, 'choosePairTest' | 'selectGroups'>,
  metric: MetricName,
  part: ComparedPart,
): PairTest {
  return scorer.choosePairTest(metric, { ...part, groups: scorer.selectGroups(part.groups, part.positions) });
}
