import { webPlatform } from '@/adapters/web-platform';
import { listPairsOfRankings } from '@/db/queries/pair-queries';
import { findRankCeiling } from '@/db/queries/rank-ceiling-queries';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { requirePublicRound } from '../access/require-round';
import { readRankings } from './read-rankings';
import { viewOfComparison } from './view-of-comparison';

/** Old round against new round, from their official rankings alone; the same for everybody. */
export async function comparePublishedRounds(
  slug: string,
  { later: laterNumber, earlier: earlierNumber }: { later: number; earlier: number },
): Promise<Result<RoundComparisonView, Refusal>> {
  const { db } = webPlatform();
  const later = await requirePublicRound(db, slug, laterNumber);
  if (!later.ok) return later;
  const earlier = await requirePublicRound(db, slug, earlierNumber);
  if (!earlier.ok) return earlier;
  const { benchmark } = later.value;
  const pair = [earlier.value.round, later.value.round];
  if (earlierNumber === laterNumber) return refuse({ kind: 'not_found', what: 'other round' });
  // Neither a table so far nor a round that doesn't count has an official ranking.
  if (pair.some(({ state }) => state !== 'closed' && state !== 'revealed'))
    return refuse({ kind: 'not_published_yet', what: 'ranking' });
  const [rankings, ceiling] = await Promise.all([
    readRankings(db, pair),
    findRankCeiling(db, {
      earlierRoundId: earlier.value.round.roundId,
      laterRoundId: later.value.round.roundId,
    }),
  ]);
  const pairs = await listPairsOfRankings(
    db,
    [...rankings.values()].map(({ snapshotId }) => snapshotId),
  );
  const [before, after] = pair.map(({ roundId, number, title }) => {
    const ranking = rankings.get(roundId);
    if (!ranking) return undefined;
    return { number, title, ranking: ranking.leaderboard, pairs: pairs.get(ranking.snapshotId) ?? null };
  });
  if (!before || !after) return refuse({ kind: 'not_published_yet', what: 'ranking' });
  return ok(viewOfComparison(benchmark, { earlier: before, later: after, ceiling }));
}
