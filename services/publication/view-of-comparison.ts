import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { compareRounds, publishedRoundOf } from '@/lib/core/freshness/compare-rounds';
import type { Leaderboard } from '@/lib/core/leaderboard/leaderboard';
import type { MetricName } from '@/lib/core/metrics/metric-name';

type Ranked = {
  readonly number: number;
  readonly title: string;
  readonly ranking: Leaderboard | LeaderboardView;
};

/** An older round against a newer one, by what both have published. */
export function viewOfComparison(
  benchmark: { readonly slug: string; readonly metric: MetricName },
  { earlier, later }: { earlier: Ranked; later: Ranked },
): RoundComparisonView {
  const [before, after] = [earlier, later].map(({ number, ranking }) => publishedRoundOf(number, ranking));
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
    told_apart: { pairs: toldApart.pairs, changed_places: toldApart.changedPlaces },
  };
}
