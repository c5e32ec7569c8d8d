import { webPlatform } from '@/adapters/web-platform';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { RankingPlanQuery, RankingPlanView } from '@/lib/contracts/ranking-plan';
import { type FoundDifference, planRanking } from '@/lib/core/planner/plan-ranking';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { requireBenchmark } from '../access/require-benchmark';
import { readLastPairs } from './read-last-pairs';

/** The differences that a ranking of a benchmark can show, from published pairs only; the same for every reader. */
export async function findRankingPlan(
  slug: string,
  query: RankingPlanQuery,
): Promise<Result<RankingPlanView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireBenchmark(db, slug);
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
