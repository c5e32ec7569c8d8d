import { webPlatform } from '@/adapters/web-platform';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { LastPairs } from '@/lib/core/planner/plan-ranking';
import { type ClassShares, findClassShares } from '@/lib/core/planner/sum-binomial';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { factsOfBenchmark } from '../benchmark/view';
import { readLastPairs } from '../publication/read-last-pairs';

export type FeedbackPage = BenchmarkFacts & {
  /** Null for a person without a role. */
  role: MaintainerRole | null;
  /** Class shares of the newest checked test set; null without one. */
  newest: { itemCount: number; shares: ClassShares } | null;
  lastPairs: LastPairs | null;
};

/** Feedback policy of a benchmark's rounds, and the likely content of the next one. */
export async function findFeedbackPage(actor: Actor, slug: string): Promise<Result<FeedbackPage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const rounds = role ? await listRoundsOf(db, [benchmark.benchmarkId], { drafts: true }) : [];
  const report = rounds.find(({ checkReport }) => checkReport !== null)?.checkReport ?? null;
  return ok({
    ...factsOfBenchmark(benchmark),
    role,
    lastPairs: await readLastPairs(db, rounds),
    newest: report && {
      itemCount: report.itemCount,
      shares: findClassShares(Object.values(report.classSharePercent)),
    },
  });
}
