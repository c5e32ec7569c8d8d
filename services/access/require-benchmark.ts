import { setTimeout as sleep } from 'node:timers/promises';
import type { Executor } from '@/db/client';
import {
  type BenchmarkRow,
  findBenchmarkBySlug,
  findBenchmarkWithRole,
} from '@/db/queries/benchmark-queries';
import { findModeration } from '@/db/queries/operator-act-queries';
import { findRoundByNumber } from '@/db/queries/round-queries';
import { slugSchema } from '@/lib/contracts/benchmark';
import { hasRole, type MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound, Round } from '@/lib/core/round/round';
import type { Actor } from './caller';

const missing = refuse<Refusal>({ kind: 'not_found', what: 'benchmark' });

/** False for a string that can't be a slug. It isn't searched for, since it may contain characters that PostgreSQL rejects. */
const isSlug = (slug: string): boolean => slugSchema.safeParse(slug).success;

/**
 * Minimum response time, for a signed-in reader, of a search that finds no benchmark. Without it, response times could reveal
 * that a private benchmark exists: the search for one takes some microseconds longer, since the entry list is checked too.
 */
const missingMsMin = 25;

async function findBenchmarkFor(
  db: Executor,
  slug: string,
  reader: Actor | null,
): Promise<BenchmarkWithRole | undefined> {
  if (!isSlug(slug)) return undefined;
  // The timer starts before the search, so that the response time doesn't depend on the search's duration.
  const paced = reader && sleep(missingMsMin);
  const found = await findBenchmarkWithRole(db, slug, reader?.userId ?? null);
  if (!found) await paced;
  return found;
}

/**
 * Finds a benchmark that the reader may see. A private benchmark is not found for visitors, and for people without a role who
 * may not enter it.
 */
export async function requireBenchmark(
  db: Executor,
  slug: string,
  reader: Actor | null = null,
): Promise<Result<BenchmarkRow>> {
  const found = await findBenchmarkFor(db, slug, reader);
  if (!found) return missing;
  return (await findWithdrawal(db, found.benchmark)) ?? ok(found.benchmark);
}

/**
 * The refusal for a benchmark that an operator has withdrawn; null for any other one. A private benchmark that was withdrawn is
 * still reported as missing.
 * @param role of the reader; people with one still see the benchmark until it is deleted
 */
async function findWithdrawal(
  db: Executor,
  { benchmarkId, visibility }: BenchmarkRow,
  role: MaintainerRole | null = null,
): Promise<Result<never> | null> {
  if (visibility !== 'withdrawn') return null;
  const found = await findModeration(db, 'benchmark', benchmarkId);
  // An operator may have restored the benchmark between the two queries; then there is no withdrawal.
  if (!found || (found.state === 'hidden' && role !== null)) return null;
  if (!found.isPublic) return missing;
  return refuse({ kind: 'withdrawn', what: 'benchmark', reason: found.reason, actId: found.auditEventId });
}

export type BenchmarkWithRole = { benchmark: BenchmarkRow; role: MaintainerRole | null };

/** Finds a benchmark that the actor may see, together with the actor's role in it. */
export async function requireBenchmarkWithRole(
  db: Executor,
  actor: Actor | null,
  slug: string,
): Promise<Result<BenchmarkWithRole>> {
  const found = await findBenchmarkFor(db, slug, actor);
  if (!found) return missing;
  return (await findWithdrawal(db, found.benchmark, found.role)) ?? ok(found);
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
): Promise<Result<Maintained>> {
  if (!actor) return refuse({ kind: 'not_signed_in' });
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  return role && hasRole(role, needed)
    ? ok({ benchmark, actor, role })
    : refuse({ kind: 'forbidden', needs: wantedFor[needed] });
}

type Found<R extends Round> = { benchmark: BenchmarkRow; round: R };

const missingRound = refuse<Refusal>({ kind: 'not_found', what: 'round' });

/** Finds a public round. A draft is reported as missing. */
export async function requirePublicRound(
  db: Executor,
  slug: string,
  number: number,
  reader: Actor | null = null,
): Promise<Result<Found<PublicRound>>> {
  const benchmark = await requireBenchmark(db, slug, reader);
  return benchmark.ok ? findPublicRound(db, benchmark.value, number) : benchmark;
}

async function findPublicRound(
  db: Executor,
  benchmark: BenchmarkRow,
  number: number,
): Promise<Result<Found<PublicRound>>> {
  const round = await findRoundByNumber(db, benchmark.benchmarkId, number);
  return round && round.state !== 'draft' ? ok({ benchmark, round }) : missingRound;
}

/** A round in any state, if the actor has this role in its benchmark or one that includes it. */
export async function requireMaintainedRound(
  db: Executor,
  actor: Actor | null,
  slug: string,
  number: number,
  needed: MaintainerRole = 'maintainer',
): Promise<Result<Found<Round> & { actor: Actor }>> {
  const maintained = await requireMaintained(db, actor, slug, needed);
  if (!maintained.ok) return maintained;
  const { benchmark } = maintained.value;
  const round = await findRoundByNumber(db, benchmark.benchmarkId, number);
  return round ? ok({ benchmark, round, actor: maintained.value.actor }) : missingRound;
}

/** The round, for people who may consent to a proposal about it: a maintainer of the benchmark, or any operator of the site. */
export async function requireConsenter(
  db: Executor,
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<{ round: Round; actor: Actor; as: 'maintainer' | 'operator' }>> {
  const maintained = await requireMaintainedRound(db, actor, slug, number);
  if (maintained.ok) return ok({ ...maintained.value, as: 'maintainer' });
  if (!actor?.isOperator || !['forbidden', 'not_found'].includes(maintained.error.kind)) return maintained;
  // Operators may consent in a private benchmark too, hence no search with the reader's rights.
  const benchmark = isSlug(slug) ? await findBenchmarkBySlug(db, slug) : undefined;
  if (!benchmark) return missing;
  const withdrawal = await findWithdrawal(db, benchmark);
  const found = withdrawal ?? (await findPublicRound(db, benchmark, number));
  return found.ok ? ok({ round: found.value.round, actor, as: 'operator' }) : found;
}
