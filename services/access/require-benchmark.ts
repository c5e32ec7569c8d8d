import type { Executor } from '@/db/client';
import {
  type BenchmarkRow,
  findBenchmarkBySlug,
  findBenchmarkWithRole,
} from '@/db/queries/benchmark-queries';
import { slugSchema } from '@/lib/contracts/benchmark';
import { hasRole, type MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from './caller';

const missing = refuse<Refusal>({ kind: 'not_found', what: 'benchmark' });

/** An impossible slug needs no query, since it may contain characters that the database refuses. */
const isSlug = (slug: string): boolean => slugSchema.safeParse(slug).success;

export async function requireBenchmark(db: Executor, slug: string): Promise<Result<BenchmarkRow, Refusal>> {
  const benchmark = isSlug(slug) ? await findBenchmarkBySlug(db, slug) : undefined;
  return benchmark ? ok(benchmark) : missing;
}

export type BenchmarkWithRole = { benchmark: BenchmarkRow; role: MaintainerRole | null };

/** A benchmark for any reader, with the actor's role. */
export async function requireBenchmarkWithRole(
  db: Executor,
  actor: Actor | null,
  slug: string,
): Promise<Result<BenchmarkWithRole, Refusal>> {
  const found = isSlug(slug) ? await findBenchmarkWithRole(db, slug, actor?.userId ?? null) : undefined;
  return found ? ok(found) : missing;
}

type Maintained = { benchmark: BenchmarkRow; actor: Actor; role: MaintainerRole };

const wantedFor: Record<MaintainerRole, string> = {
  auditor: 'an auditor or maintainer of this benchmark',
  maintainer: 'a maintainer of this benchmark',
  owner: 'an owner of this benchmark',
};

/** The benchmark, if the actor has this role or one that includes it. */
export async function requireMaintained(
  db: Executor,
  actor: Actor | null,
  slug: string,
  needed: MaintainerRole = 'maintainer',
): Promise<Result<Maintained, Refusal>> {
  if (!actor) return refuse({ kind: 'not_signed_in' });
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  return role && hasRole(role, needed)
    ? ok({ benchmark, actor, role })
    : refuse({ kind: 'forbidden', needs: wantedFor[needed] });
}
