import { webPlatform } from '@/adapters/web-platform';
import { listStandingRoundsOf } from '@/db/queries/round-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { readFreshness, readRankingFacts } from '../round/read-freshness';
import { factsOfRound } from '../round/view';
import { viewOfBenchmark } from './view';

/** A benchmark as the API gives it. */
export async function findBenchmark(
  actor: Actor | null,
  slug: string,
): Promise<Result<BenchmarkView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark } = found.value;
  const { benchmarkId } = benchmark;
  const [rounds, freshness] = await Promise.all([
    listStandingRoundsOf(db, [benchmarkId]),
    readFreshness(db, [benchmarkId]),
  ]);
  const judged = freshness.ofBenchmark(benchmarkId);
  return ok(
    viewOfBenchmark(
      benchmark,
      rounds.map(factsOfRound),
      judged,
      judged && (await readRankingFacts(db, { benchmarkId, number: judged.round })),
    ),
  );
}
