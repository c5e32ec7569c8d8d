import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { compareRounds, publishedRoundOf } from '@/lib/core/freshness/compare-rounds';
import type { RankCeiling } from '@/lib/core/freshness/rank-ceiling';
import type { Leaderboard } from '@/lib/core/leaderboard/leaderboard';
import type { PublishedPairs } from '@/lib/core/leaderboard/pair-codes';
import type { MetricName } from '@/lib/core/metrics/metric-name';

type Ranked = {
  readonly number: number;
  readonly title: string;
  readonly ranking: Leaderboard | LeaderboardView;
  /** What the ranking keeps of its pairs; null where it keeps none. */
  readonly pairs: PublishedPairs | null;
};

/**
 * An older round against a newer one, by what both have published.
 * @param ceiling of their rank agreement; null where none was measured
 */
export function viewOfComparison(
  benchmark: { readonly slug: string; readonly metric: MetricName },
  { earlier, later, ceiling }: { earlier: Ranked; later: Ranked; ceiling: RankCeiling | null },
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
    rank_ceiling: ceiling && {
      across: ceiling.across,
      within: ceiling.within,
      versions: ceiling.versionCount,
      item_count: ceiling.itemCount,
      draws: ceiling.drawCount,
    },
    told_apart: toldApart && { pairs: toldApart.pairs, changed_places: toldApart.changedPlaces },
  };
}
