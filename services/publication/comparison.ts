import { webPlatform } from '@/adapters/web-platform';
import { listVouchedVersions } from '@/db/queries/assessment-queries';
import { listPairsOfRankings } from '@/db/queries/pair-queries';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { type RankedRound, rankedRoundOf, selectFrozen } from '@/lib/core/equating/anchors';
import { compareRounds, publishedRoundOf } from '@/lib/core/freshness/compare-rounds';
import { composeRoundPair, computeDrop } from '@/lib/core/freshness/drop';
import type { Leaderboard } from '@/lib/core/leaderboard/leaderboard';
import type { PublishedPairs } from '@/lib/core/leaderboard/pair-codes';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requirePublicRound } from '../access/require-benchmark';
import { readRankings } from './view-of-ranking';

type Ranked = {
  readonly number: number;
  readonly title: string;
  readonly ranking: Leaderboard | LeaderboardView;
  /** The stored pairwise comparisons of the ranking's models; null without any. */
  readonly pairs: PublishedPairs | null;
  /** Returns true for a version that is an anchor in the round, that is, known to be unchanged since before it. */
  readonly isFrozen: RankedRound['isFrozen'];
};

/** Compares an older round with a newer one by their published data. */
export function viewOfComparison(
  benchmark: { readonly slug: string; readonly metric: MetricName },
  { earlier, later }: { earlier: Ranked; later: Ranked },
): RoundComparisonView {
  const [before, after] = [earlier, later].map(({ number, ranking, pairs }) =>
    publishedRoundOf(number, ranking, pairs),
  );
  const { versions, fit, rankAgreement, significantPairs } = compareRounds(before!, after!, benchmark.metric);
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
    is_significant: significantPairs && {
      pairs: significantPairs.pairs,
      changed_places: significantPairs.changedPlaces,
    },
  };
}

/**
 * How much further the models that were submitted in the older round fell than a line fitted to the anchors predicts. Null
 * with fewer than six anchors in both rounds, and where a score has no value on the metric's scale for this.
 */
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

/** Compares an older round with a newer one by their official rankings only; the same for every reader. */
export async function comparePublishedRounds(
  slug: string,
  { later: laterNumber, earlier: earlierNumber }: { later: number; earlier: number },
  reader: Actor | null = null,
): Promise<Result<RoundComparisonView>> {
  const { db } = webPlatform();
  const later = await requirePublicRound(db, slug, laterNumber, reader);
  if (!later.ok) return later;
  const earlier = await requirePublicRound(db, slug, earlierNumber, reader);
  if (!earlier.ok) return earlier;
  const { benchmark } = later.value;
  const pair = [earlier.value.round, later.value.round];
  if (earlierNumber === laterNumber) return refuse({ kind: 'not_found', what: 'other round' });
  // Rounds in other states have no official ranking: a provisional table doesn't count as one, nor do rankings of frozen or
  // invalidated rounds.
  if (pair.some(({ state }) => state !== 'closed' && state !== 'revealed'))
    return refuse({ kind: 'not_published_yet', what: 'ranking' });
  const [rankings, vouched] = await Promise.all([
    readRankings(db, pair),
    listVouchedVersions(db, benchmark.benchmarkId),
  ]);
  const pairs = await listPairsOfRankings(
    db,
    [...rankings.values()].map(({ snapshotId }) => snapshotId),
  );
  const [before, after] = pair.map((round) => {
    const ranking = rankings.get(round.roundId);
    if (!ranking || round.openedAt === null) return undefined;
    return {
      ...{ number: round.number, title: round.title, ranking: ranking.leaderboard },
      pairs: pairs.get(ranking.snapshotId) ?? null,
      isFrozen: selectFrozen(vouched, round),
    };
  });
  if (!before || !after) return refuse({ kind: 'not_published_yet', what: 'ranking' });
  return ok(viewOfComparison(benchmark, { earlier: before, later: after }));
}
