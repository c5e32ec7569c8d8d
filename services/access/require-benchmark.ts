import type { Executor } from '@/db/client';
import { type BenchmarkRow, findBenchmarkBySlug, findMaintainerRole } from '@/db/queries/benchmark-queries';
import { slugSchema } from '@/lib/contracts/benchmark';
import { hasRole, type MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from './actor';

/** An address that can be no slug finds nothing, without a query: it may hold what the database refuses to read. */
export async function requireBenchmark(db: Executor, slug: string): Promise<Result<BenchmarkRow, Refusal>> {
  const benchmark = slugSchema.safeParse(slug).success ? await findBenchmarkBySlug(db, slug) : undefined;
  return benchmark ? ok(benchmark) : refuse({ kind: 'not_found', what: 'benchmark' });
}

type Maintained = { benchmark: BenchmarkRow; actor: Actor; role: MaintainerRole };

const wantedFor: Record<MaintainerRole, string> = {
  auditor: 'an auditor or maintainer of this benchmark',
  maintainer: 'a maintainer of this benchmark',
  owner: 'an owner of this benchmark',
};

/** The benchmark, if the actor has the role in it or one that includes it. */
export async function requireMaintained(
  db: Executor,
  actor: Actor | null,
  slug: string,
  needed: MaintainerRole = 'maintainer',
): Promise<Result<Maintained, Refusal>> {
  if (!actor) return refuse({ kind: 'not_signed_in' });
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const role = await findMaintainerRole(db, benchmark.value.benchmarkId, actor.userId);
  return role && hasRole(role, needed)
    ? ok({ benchmark: benchmark.value, actor, role })
    : refuse({ kind: 'forbidden', needs: wantedFor[needed] });
}
