import { ok, type Result } from '../result';
import { countConcordance } from '../statistics/concordance';
import { rankMetric } from './family/rank-metric';
import { estimateKendall, limitKendallByPairs } from './ranks/kendall-estimate';
import { groupRankable } from './ranks/rankable';
import type { RegressionScorable } from './scorable/scorable';
import type { UndefinedMetric } from './scorable/undefined-metric';

/**
 * Kendall's τ-b (Kendall 1945, Biometrika 33:239–251): (C − D)/√((n₀ − n₁)(n₀ − n₂)), C and D the concordant and discordant
 * pairs of items, n₀ all pairs, n₁ and n₂ those tied in the labels and in the predictions. Range −1 to 1, higher is better.
 * Equal to scipy's `kendalltau`. O(n log n). Undefined for n < 2 (`no-items`, `too-few-items`), and if all labels or all
 * predictions are equal (`no-variation`), or one isn't finite (`not-finite`).
 */
export const kendall = rankMetric({
  name: 'kendall',
  title: 'Kendall’s τ-b',
  meaning:
    'Of all pairs of items, those put in the right order minus those in the wrong order. {0} is guessing, {1} is perfect.',
  formula: '(C − D)/√((n₀ − n₁)(n₀ − n₂))',
  note: 'Concordant minus discordant pairs of items, over the pairs not tied (Kendall 1945). From −1 to 1.',
  ladder: { test: 'guarded-z', losses: 'concordant-pairs' },
  estimate: estimateKendall,
  limitAtEnd: limitKendallByPairs,
  itemComparison: {
    by: 'merits',
    compute: computeSurplus,
    direction: 'higher',
    meaning:
      'of its pairs with other items, those in the right order outnumber those in the wrong one by more',
  },
});

/** Of each item's pairs with all others those in the right order minus those in the wrong one, as a share. Refuses as the metric does. */
function computeSurplus(s: RegressionScorable): Result<Float64Array, UndefinedMetric> {
  const groups = groupRankable(s);
  if (!groups.ok) return groups;
  const { labels, predicted } = groups.value;
  return ok(countConcordance(labels, predicted).map((surplus) => surplus / (s.labels.length - 1)));
}
