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

/** An impossible slug needs no query, since it may contain characters that the database refuses. */
const isSlug = (slug: string): boolean => slugSchema.safeParse(slug).success;

/**
 * Minimum time of a search that finds nothing, for a signed-in reader. The search for a private benchmark takes some microseconds
 * more than that for a missing one, since it looks the reader up in the entry list.
 */
const missingMsMin = 25;

async function findBenchmarkFor(
  db: Executor,
  slug: string,
  reader: Actor | null,
): Promise<BenchmarkWithRole | undefined> {
  if (!isSlug(slug)) return undefined;
  // Begun before the search, so that the length of the search has no part in it.
  const paced = reader && sleep(missingMsMin);
  const found = await findBenchmarkWithRole(db, slug, reader?.userId ?? null);
  if (!found) await paced;
  return found;
}

/** A benchmark for a reader. A private one is missing for a visitor, and for a person who has no role in it and may not enter it. */
export async function requireBenchmark(
  db: Executor,
  slug: string,
  reader: Actor | null = null,
): Promise<Result<BenchmarkRow, Refusal>> {
  const found = await findBenchmarkFor(db, slug, reader);
  if (!found) return missing;
  return (await findWithdrawal(db, found.benchmark)) ?? ok(found.benchmark);
}

/**
 * The refusal of a benchmark that an operator has withdrawn; a private one is missing, as it was. @param role with one, a reader still
 * sees it until it is deleted
 */
async function findWithdrawal(
  db: Executor,
  { benchmarkId, visibility }: BenchmarkRow,
  role: MaintainerRole | null = null,
): Promise<Result<never, Refusal> | null> {
  if (visibility !== 'withdrawn') return null;
  const found = await findModeration(db, 'benchmark', benchmarkId);
  // A show that commits between the two queries leaves none.
  if (!found || (found.state === 'hidden' && role !== null)) return null;
  if (!found.isPublic) return missing;
  return refuse({ kind: 'withdrawn', what: 'benchmark', reason: found.reason, actId: found.auditEventId });
}

export type BenchmarkWithRole = { benchmark: BenchmarkRow; role: MaintainerRole | null };

/** A benchmark for any reader, with the actor's role. */
export async function requireBenchmarkWithRole(
  db: Executor,
  actor: Actor | null,
  slug: string,
): Promise<Result<BenchmarkWithRole, Refusal>> {
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
): Promise<Result<Maintained, Refusal>> {
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

/** A round for a reader: a draft gets the response of a missing one. */
export async function requirePublicRound(
  db: Executor,
  slug: string,
  number: number,
  reader: Actor | null = null,
): Promise<Result<Found<PublicRound>, Refusal>> {
  const benchmark = await requireBenchmark(db, slug, reader);
  return benchmark.ok ? findPublicRound(db, benchmark.value, number) : benchmark;
}

async function findPublicRound(
  db: Executor,
  benchmark: BenchmarkRow,
  number: number,
): Promise<Result<Found<PublicRound>, Refusal>> {
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
): Promise<Result<Found<Round> & { actor: Actor }, Refusal>> {
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
): Promise<Result<{ round: Round; actor: Actor; as: 'maintainer' | 'operator' }, Refusal>> {
  const maintained = await requireMaintainedRound(db, actor, slug, number);
  if (maintained.ok) return ok({ ...maintained.value, as: 'maintainer' });
  if (!actor?.isOperator || !['forbidden', 'not_found'].includes(maintained.error.kind)) return maintained;
  // An operator consents in a private benchmark too.
  const benchmark = isSlug(slug) ? await findBenchmarkBySlug(db, slug) : undefined;
  if (!benchmark) return missing;
  const withdrawal = await findWithdrawal(db, benchmark);
  const found = withdrawal ?? (await findPublicRound(db, benchmark, number));
  return found.ok ? ok({ round: found.value.round, actor, as: 'operator' }) : found;
}
