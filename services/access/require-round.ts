import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findRoundByNumber } from '@/db/queries/round-queries';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound, Round } from '@/lib/core/round/round';
import type { Actor } from './caller';
import { requireBenchmark, requireMaintained } from './require-benchmark';

type Found<R extends Round> = { benchmark: BenchmarkRow; round: R };

const missingRound = refuse<Refusal>({ kind: 'not_found', what: 'round' });

/** A public round: a draft gets the response of a missing one. */
export async function requirePublicRound(
  db: Executor,
  slug: string,
  number: number,
): Promise<Result<Found<PublicRound>, Refusal>> {
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const round = await findRoundByNumber(db, benchmark.value.benchmarkId, number);
  return round && round.state !== 'draft' ? ok({ benchmark: benchmark.value, round }) : missingRound;
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
