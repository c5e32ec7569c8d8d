import { ok, type Result } from '../result';
import { computeMean } from '../statistics/compensated-sum';
import { findMidranks } from '../statistics/concordance';
import { square } from '../statistics/exact-math';
import type { ValueGroups } from '../statistics/group-sums';
import type { InfluenceEstimate } from '../statistics/influence-estimate';
import type { Bounds } from '../statistics/interval';
import { rankMetric } from './family/rank-metric';
import { groupRankable, limitKendallByPairs } from './ranks/rankable';
import type { RegressionScorable } from './scorable/scorable';
import type { UndefinedMetric } from './scorable/undefined-metric';

/**
 * Spearman's rank correlation (Spearman 1904, Am. J. Psychol. 15:72–101): the product-moment correlation of the midranks of
 * labels and predictions, ties at their mean rank. Range −1 to 1, higher is better. Equal to scipy's `spearmanr`. Undefined
 * for n < 2 (`no-items`, `too-few-items`), and if all labels or all predictions are equal (`no-variation`), or one isn't
 * finite (`not-finite`).
 */
export const spearman = rankMetric({
  name: 'spearman',
  title: 'Spearman’s ρ',
  meaning:
    'The correlation of the predicted and the true order of the items. {0} is guessing, {1} is perfect.',
  formula: 'corr(rank y, rank ŷ)',
  note: 'Correlation of the ranks, ties at their mean rank (Spearman 1904). From −1 to 1.',
  ladder: { test: 'guarded-z', losses: 'midranks' },
  estimate: estimateSpearman,
  limitAtEnd: limitByKendall,
  itemComparison: {
    by: 'merits',
    compute: computeRankDistances,
    direction: 'lower',
    meaning: 'its rank among the predictions is nearer to its rank among the labels',
  },
});

/** Distance d between each item's midranks among labels and predictions, of 1 − 6·Σd²/(n³ − n). Fails for the metric's reasons. */
function computeRankDistances(s: RegressionScorable): Result<Float64Array, UndefinedMetric> {
  const groups = groupRankable(s);
  if (!groups.ok) return groups;
  const ranks = findMidranks(s.predicted);
  return ok(findMidranks(s.labels).map((rank, i) => Math.abs(rank - ranks[i]!)));
}

/** Interval of Kendall's τ by disjoint pairs, converted by ρ ≥ (3τ − 1)/2 and ρ ≤ (3τ + 1)/2 (Daniels 1950, JRSS B 12:171–181). */
function limitByKendall(s: RegressionScorable, independentCount: number): Bounds {
  const pairs = limitKendallByPairs(s, independentCount);
  return { lower: Math.max(-1, (3 * pairs.lower - 1) / 2), upper: Math.min(1, (3 * pairs.upper + 1) / 2) };
}

/** The correlation with every item's influence on it. Fails for the metric's reasons. O(n log n). */
function estimateSpearman(s: RegressionScorable): Result<InfluenceEstimate, UndefinedMetric> {
  const groups = groupRankable(s);
  if (!groups.ok) return groups;
  const { labels, predicted } = groups.value;
  const u = computeCenteredRanks(labels);
  const v = computeCenteredRanks(predicted);
  const covariance = computeMean(u.map((rank, i) => rank * v[i]!));
  const labelVariance = computeMean(u.map(square));
  const predictedVariance = computeMean(v.map(square));
  const root = Math.sqrt(labelVariance) * Math.sqrt(predictedVariance);
  const value = Math.max(-1, Math.min(1, covariance / root));

  const labelMoved = computeMeanAbove(labels, u);
  const predictedMoved = computeMeanAbove(predicted, v);
  const labelOnPredicted = computeMeanAbove(labels, v);
  const predictedOnLabel = computeMeanAbove(predicted, u);
  // An item adds its own term, and raises the rank of every item above it.
  const influences = u.map((rank, i) => {
    const other = v[i]!;
    const g = labels.groupOf[i]!;
    const h = predicted.groupOf[i]!;
    const forCovariance = rank * other + labelOnPredicted[g]! + predictedOnLabel[h]! - 3 * covariance;
    const forLabels = square(rank) + 2 * labelMoved[g]! - 3 * labelVariance;
    const forPredicted = square(other) + 2 * predictedMoved[h]! - 3 * predictedVariance;
    return (
      forCovariance / root - (value / 2) * (forLabels / labelVariance + forPredicted / predictedVariance)
    );
  });
  return ok({ value, influences });
}

/** (midrank − (n + 1)/2)/n of each item: between −½ and ½, with the sum 0. */
function computeCenteredRanks({ groupOf, sizes }: ValueGroups): Float64Array {
  const n = groupOf.length;
  let below = 0;
  const ranks = sizes.map((size) => {
    const rank = (below + size / 2 - n / 2) / n;
    below += size;
    return rank;
  });
  const ofItems = new Float64Array(n);
  for (let i = 0; i < n; i++) ofItems[i] = ranks[groupOf[i]!]!;
  return ofItems;
}

/** For each group (1/n)·Σ of the values of the items above it, and half of those in it. */
function computeMeanAbove({ groupOf, sizes }: ValueGroups, values: Float64Array): Float64Array {
  const sums = new Float64Array(sizes.length);
  for (let i = 0; i < values.length; i++) sums[groupOf[i]!]! += values[i]!;
  let above = 0;
  for (let g = sizes.length - 1; g >= 0; g--) {
    const own = sums[g]!;
    sums[g] = (above + own / 2) / values.length;
    above += own;
  }
  return sums;
}
