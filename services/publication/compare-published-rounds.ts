import { webPlatform } from '@/adapters/web-platform';
import { listVouchedVersions } from '@/db/queries/assessment-queries';
import { listPairsOfRankings } from '@/db/queries/pair-queries';
import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { selectFrozen } from '@/lib/core/equating/frozen-versions';
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
