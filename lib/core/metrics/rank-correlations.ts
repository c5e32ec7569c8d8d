import { ok, type Result, refuse } from '../result';
import { countConcordance, findMidranks } from '../statistics/concordance';
import { square } from '../statistics/exact-math';
import {
  computeInfluenceError,
  computeScaleInterval,
  countDegrees,
  type InfluenceEstimate,
} from '../statistics/influence-estimate';
import type { Bounds } from '../statistics/interval';
import { computeMean, computeSum, groupValues, type ValueGroups } from '../statistics/sums';
import { computeWilsonInterval } from '../statistics/wilson';
import { numberMetric, spreadInfluences } from './family/mean-metrics';
import { baselines, type Compute, type Metric } from './metric';
import { type RegressionScorable, type UndefinedMetric, undefinedMetric } from './scorable/scorable';

/**
 * Defines a metric that is a rank correlation. Models are compared by each item's influence on the correlation. The interval
 * is on Fisher's z scale. Its standard error comes from the spread of the influences, which assumes no distribution and
 * allows for ties.
 */
const rankMetric = <const Name extends string>({
  estimate,
  computeEndInterval,
  ...particular
}: Pick<Metric<Name>, 'name' | 'title' | 'meaning' | 'formula' | 'note' | 'ladder'> &
  Pick<Metric<Name, RegressionScorable>, 'itemComparison'> & {
    readonly estimate: Compute<RegressionScorable, InfluenceEstimate>;
    /** Computes the interval where the influences have no informative spread, as for a perfect order. */
    readonly computeEndInterval: (s: RegressionScorable, independentCount: number) => Bounds;
  }): Metric<Name> =>
  numberMetric<Name>({
    direction: 'higher',
    range: [-1, 1],
    compute(s) {
      const estimated = estimate(s);
      return estimated.ok ? ok(estimated.value.value) : estimated;
    },
    outcomes: {
      compute: spreadInfluences(estimate),
      kind: 'real',
      direction: 'higher',
      isMean: false,
      isDistance: false,
    },
    interval: {
      method: 'fisher-t',
      compute(s, { groups }) {
        const estimated = estimate(s);
        if (!estimated.ok) return estimated;
        const { value, influences } = estimated.value;
        const interval =
          computeScaleInterval('fisher', {
            value,
            error: computeInfluenceError(influences, groups),
            degrees: countDegrees(influences.length, groups),
          }) ?? computeEndInterval(s, countDegrees(influences.length, groups) + 1);
        return ok({ ...interval, method: 'fisher-t' });
      },
      needsWrongClasses: false,
      hasHeavyTails: false,
    },
    excessScale: 'correlation',
    pairTest: 'paired-t',
    degrees: 'items',
    computePseudoValues: null,
    baseline: baselines.rmse,
    scoresConstantsAlike: false,
    // Not at risk: the score is a sum of ranks divided by a number of the order n², of which four decimals can encode only a
    // few items.
    digitsRevealLabels: false,
    seesOrderAlone: true,
    ...particular,
  });

/** Groups labels and predictions by value, for a rank correlation; an error where the correlation is undefined. */
function groupRankable({
  labels,
  predicted,
}: RegressionScorable): Result<{ labels: ValueGroups; predicted: ValueGroups }, UndefinedMetric> {
  if (labels.length === 0) return refuse(undefinedMetric('no-items'));
  if (labels.length === 1) return refuse(undefinedMetric('too-few-items'));
  if (!areFinite(labels) || !areFinite(predicted)) return refuse(undefinedMetric('not-finite'));
  const groups = { labels: groupValues(labels), predicted: groupValues(predicted) };
  const isFlat = groups.labels.sizes.length === 1 || groups.predicted.sizes.length === 1;
  return isFlat ? refuse(undefinedMetric('no-variation')) : ok(groups);
}

/** Checks that all values are finite, with a loop, which takes a tenth of the time of `every`. */
function areFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}

/**
 * Wide 95 % interval of τ that needs no variance: ⌊n/2⌋ disjoint pairs of items are independent, each concordant with chance
 * (1 + τ)/2, so Wilson's interval of that share is valid. For n ≥ 2 items, or groups, each of which counts as one item; the
 * interval is −1 to 1 where τ is undefined.
 */
function computeKendallPairsInterval(s: RegressionScorable, independentCount: number): Bounds {
  const tau = estimateKendall(s);
  const pairCount = Math.floor(independentCount / 2);
  if (!tau.ok || pairCount === 0) return { lower: -1, upper: 1 };
  const { lower, upper } = computeWilsonInterval(((1 + tau.value.value) / 2) * pairCount, pairCount);
  return { lower: 2 * lower - 1, upper: 2 * upper - 1 };
}

/** Computes Kendall's τ-b and every item's influence on it. Returns an error where the metric is undefined. */
function estimateKendall(s: RegressionScorable): Result<InfluenceEstimate, UndefinedMetric> {
  const groups = groupRankable(s);
  if (!groups.ok) return groups;
  const { labels, predicted } = groups.value;
  const n = labels.groupOf.length;
  const surplus = countConcordance(labels, predicted);
  const labelUntied = countUntied(labels);
  const predictedUntied = countUntied(predicted);
  const pairs = computeSum(surplus);
  const [labelPairs, predictedPairs] = [computeSum(labelUntied), computeSum(predictedUntied)];
  const root = Math.sqrt(labelPairs) * Math.sqrt(predictedPairs);
  const value = Math.max(-1, Math.min(1, pairs / root));
  // n times the derivative of the ratio by one item's weight. Every pair consists of two items, hence the factor 2.
  const influences = surplus.map(
    (own, i) =>
      2 *
      n *
      (own / root - (value / 2) * (labelUntied[i]! / labelPairs + predictedUntied[i]! / predictedPairs)),
  );
  return ok({ value, influences });
}

/** Counts for each item the items with a different value. */
function countUntied({ groupOf, sizes }: ValueGroups): Float64Array {
  const untied = new Float64Array(groupOf.length);
  for (let i = 0; i < untied.length; i++) untied[i] = untied.length - sizes[groupOf[i]!]!;
  return untied;
}

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
  computeEndInterval: computeKendallPairsInterval,
  itemComparison: {
    by: 'merits',
    compute: computeSurplus,
    direction: 'higher',
    meaning:
      'of its pairs with other items, those in the right order outnumber those in the wrong one by more',
  },
});

/**
 * For each item, the share of pairs with other items that are in the right order minus the share in the wrong order. Returns
 * an error where the metric is undefined.
 */
function computeSurplus(s: RegressionScorable): Result<Float64Array, UndefinedMetric> {
  const groups = groupRankable(s);
  if (!groups.ok) return groups;
  const { labels, predicted } = groups.value;
  return ok(countConcordance(labels, predicted).map((surplus) => surplus / (s.labels.length - 1)));
}

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
  computeEndInterval: computeIntervalByKendall,
  itemComparison: {
    by: 'merits',
    compute: computeRankDistances,
    direction: 'lower',
    meaning: 'its rank among the predictions is nearer to its rank among the labels',
  },
});

/**
 * Distance d between an item's midranks among labels and among predictions, the d of Spearman's 1 − 6·Σd²/(n³ − n). Returns
 * an error where the metric is undefined.
 */
function computeRankDistances(s: RegressionScorable): Result<Float64Array, UndefinedMetric> {
  const groups = groupRankable(s);
  if (!groups.ok) return groups;
  const ranks = findMidranks(s.predicted);
  return ok(findMidranks(s.labels).map((rank, i) => Math.abs(rank - ranks[i]!)));
}

/**
 * Interval of Spearman's ρ from that of Kendall's τ by disjoint pairs, converted by ρ ≥ (3τ − 1)/2 and ρ ≤ (3τ + 1)/2
 * (Daniels 1950, JRSS B 12:171–181).
 */
function computeIntervalByKendall(s: RegressionScorable, independentCount: number): Bounds {
  const pairs = computeKendallPairsInterval(s, independentCount);
  return { lower: Math.max(-1, (3 * pairs.lower - 1) / 2), upper: Math.min(1, (3 * pairs.upper + 1) / 2) };
}

/** Computes Spearman's ρ and every item's influence on it. Returns an error where the metric is undefined. O(n log n). */
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
  // An item contributes its own term, and raises the rank of every item above it.
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

/** Centred rank (midrank − (n + 1)/2)/n of each item: between −½ and ½, with the sum 0. */
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

/** For each group of equal values (1/n)·Σ of the `values` of the items above it, plus half of those in it. */
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
