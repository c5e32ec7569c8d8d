import type { Executor } from '@/db/client';
import { type BenchmarkRow, findBenchmarkBySlug, isMaintainer } from '@/db/queries/benchmark-queries';
import { slugSchema } from '@/lib/contracts/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from './actor';

/** An address that can be no slug finds nothing, without a query: it may hold what the database refuses to read. */
export async function requireBenchmark(db: Executor, slug: string): Promise<Result<BenchmarkRow, Refusal>> {
  const benchmark = slugSchema.safeParse(slug).success ? await findBenchmarkBySlug(db, slug) : undefined;
  return benchmark ? ok(benchmark) : refuse({ kind: 'not_found', what: 'benchmark' });
}

/** The benchmark, if the actor is one of its maintainers. */
export async function requireMaintained(
  db: Executor,
  actor: Actor | null,
  slug: string,
): Promise<Result<{ benchmark: BenchmarkRow; actor: Actor }, Refusal>> {
  if (!actor) return refuse({ kind: 'not_signed_in' });
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  return (await isMaintainer(db, benchmark.value.benchmarkId, actor.userId))
    ? ok({ benchmark: benchmark.value, actor })
    : refuse({ kind: 'forbidden', needs: 'a maintainer of this benchmark' });
}
