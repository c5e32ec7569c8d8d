import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listPairsOfRankings } from '@/db/queries/pair-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import { findSealedRanking } from '@/db/queries/snapshot-queries';
import type { RankingPlanQuery, RankingPlanView } from '@/lib/contracts/ranking-plan';
import {
  bytesOfPair,
  decodePair,
  offsetOfPair,
  type PublishedPairs,
} from '@/lib/core/leaderboard/pair-codes';
import { type FoundDifference, type LastPairs, planRanking } from '@/lib/core/planner/plan-ranking';
import { ok, type Result } from '@/lib/core/result';
import type { Round } from '@/lib/core/round/round';
import { normalQuantile975 } from '@/lib/core/statistics/normal-distribution';
import type { Actor } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';

/** Maximum number of models, from the top of the ranking, whose pairs are read. */
const modelsMax = 50;

/** The pairwise differences between the models in the newest official ranking of a benchmark. @param rounds newest first */
export async function readLastPairs(db: Executor, rounds: readonly Round[]): Promise<LastPairs | null> {
  for (const { roundId, number, state } of rounds) {
    // A round that has just closed may not have its ranking yet; then the one before counts.
    const ranking =
      state === 'closed' || state === 'revealed' ? await findSealedRanking(db, roundId) : undefined;
    if (!ranking) continue;
    const pairs = (await listPairsOfRankings(db, [ranking.snapshotId])).get(ranking.snapshotId);
    return {
      round: number,
      itemCount: ranking.leaderboard.item_count,
      standardErrors: pairs ? listStandardErrors(pairs) : [],
    };
  }
  return null;
}

/** The standard error of each pair's difference: half the width of its 95 % interval, divided by Φ⁻¹(.975). */
function listStandardErrors({ rowCount, codes }: PublishedPairs): number[] {
  const errors: number[] = [];
  const end = Math.min(codes.length, offsetOfPair(0, Math.min(rowCount, modelsMax)));
  for (let at = 0; at < end; at += bytesOfPair) {
    const { halfWidth } = decodePair(codes[at]! + 256 * codes[at + 1]!);
    if (halfWidth !== null) errors.push(halfWidth / normalQuantile975);
  }
  return errors;
}

/**
 * The smallest differences that a new test set could show as significant, planned from published pairs only; the same for every
 * reader.
 */
export async function findRankingPlan(
  slug: string,
  query: RankingPlanQuery,
  reader: Actor | null = null,
): Promise<Result<RankingPlanView>> {
  const { db } = webPlatform();
  const found = await requireBenchmark(db, slug, reader);
  if (!found.ok) return found;
  const { benchmarkId, metric } = found.value;
  const rounds = await listRoundsOf(db, [benchmarkId], { drafts: false });
  const plan = planRanking({
    metric,
    finalCount: query.final_items,
    shares: [1 - query.positive_share, query.positive_share],
    modelCount: query.models,
    discordantShare: query.differing_share,
    lastPairs: await readLastPairs(db, rounds),
  });
  const hasDifferences = plan.kind !== 'after-first-round';
  return ok({
    benchmark: slug,
    metric,
    from: plan.kind === 'shares' ? 'exact' : plan.kind,
    round: plan.kind === 'last-round' ? plan.round : null,
    one_pair: hasDifferences ? viewOf(plan.alone) : null,
    all_pairs: hasDifferences ? viewOf(plan.ranking) : null,
  });
}

const viewOf = (found: FoundDifference | null): RankingPlanView['one_pair'] =>
  found && {
    smallest_significant: Number(found.smallest.toPrecision(5)),
    found_in_80_percent: Number(found.foundIn80Percent.toPrecision(5)),
  };
