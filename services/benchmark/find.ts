import { webPlatform } from '@/adapters/web-platform';
import { findMaintainerRole } from '@/db/queries/benchmark-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireBenchmark } from '../access/require-benchmark';
import { readRoundViews } from '../round/read-views';
import { listStandingRounds, viewOfBenchmark } from './view';

export async function findBenchmark(
  actor: Actor | null,
  slug: string,
): Promise<Result<BenchmarkView & { role: MaintainerRole | null }, Refusal>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const { benchmarkId } = benchmark.value;
  const rounds = await listRoundsOf(db, [benchmarkId], { drafts: false });
  const role = actor ? ((await findMaintainerRole(db, benchmarkId, actor.userId)) ?? null) : null;
  const views = await readRoundViews(db, listStandingRounds(rounds));
  return ok({ ...viewOfBenchmark(benchmark.value, views), role });
}
