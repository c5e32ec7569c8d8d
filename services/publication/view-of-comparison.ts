import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { type RankedRound, rankedRoundOf } from '@/lib/core/equating/ranked-round';
import { compareRounds, publishedRoundOf } from '@/lib/core/freshness/compare-rounds';
import { composeRoundPair } from '@/lib/core/freshness/compose-round-pair';
import { computeDrop } from '@/lib/core/freshness/drop';
import type { Leaderboard } from '@/lib/core/leaderboard/leaderboard';
import type { PublishedPairs } from '@/lib/core/leaderboard/pair-codes';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { MetricName } from '@/lib/core/metrics/metric-name';

type Ranked = {
  readonly number: number;
  readonly title: string;
  readonly ranking: Leaderboard | LeaderboardView;
  /** What the ranking keeps of its pairs; null where it keeps none. */
  readonly pairs: PublishedPairs | null;
  /** Whether a version is an anchor of the round. */
  readonly isFrozen: RankedRound['isFrozen'];
};

/** An older round against a newer one, by what both have published. */
export function viewOfComparison(
  benchmark: { readonly slug: string; readonly metric: MetricName },
  { earlier, later }: { earlier: Ranked; later: Ranked },
): RoundComparisonView {
  const [before, after] = [earlier, later].map(({ number, ranking, pairs }) =>
    publishedRoundOf(number, ranking, pairs),
  );
  const { versions, fit, rankAgreement, toldApart } = compareRounds(before!, after!, benchmark.metric);
  const nameOf = ({ number, title, ranking }: Ranked) => ({
    round: number,
    title,
    item_count: ranking.item_count,
  });
  return {
    benchmark: benchmark.slug,
    metric: benchmark.metric,
    earlier: nameOf(earlier),
    later: nameOf(later),
    versions: [...versions],
    fit: fit && {
      scale: fit.scale,
      intercept: fit.intercept,
      slope: fit.slope,
      deviation: fit.deviation,
      degrees_of_freedom: fit.degreesOfFreedom,
      band: [...fit.band],
    },
    rank_agreement: rankAgreement,
    drop: viewOfDrop(benchmark.metric, earlier, later),
    told_apart: toldApart && { pairs: toldApart.pairs, changed_places: toldApart.changedPlaces },
  };
}

/** Null with fewer than six anchors in both rounds, and where a score has no value on the metric's scale. */
function viewOfDrop(metric: MetricName, earlier: Ranked, later: Ranked): RoundComparisonView['drop'] {
  const scale = metricByName[metric].excessScale;
  if (scale === null) return null;
  const [before, after] = [earlier, later].map(({ number, ranking, isFrozen }) =>
    rankedRoundOf(number, ranking, isFrozen),
  );
  const pair = composeRoundPair(before!, after!);
  const drop = computeDrop(pair, scale);
  if (!drop.ok) return null;
  const { unit, estimate, lower, upper } = drop.value;
  const round = (value: number) => Number(value.toFixed(4));
  return {
    ...{ unit, estimate: round(estimate), lower: round(lower), upper: round(upper) },
    ...{ anchors: pair.frozen.length, adapted_models: pair.adapted.length },
  };
}
