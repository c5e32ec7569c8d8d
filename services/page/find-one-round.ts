import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findRoundByNumber } from '@/db/queries/round-queries';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { RoundFacts } from '@/lib/contracts/round';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { factsOfBenchmark } from '../benchmark/view';
import { factsOfRound } from '../round/view';

/** A public round with its benchmark, as its pages name them. */
export type OneRound = {
  benchmark: BenchmarkFacts & { role: MaintainerRole | null };
  round: RoundFacts;
};

/** The rows are for the page's other reads. */
export async function requireOneRound(
  db: Executor,
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<{ named: OneRound; benchmark: BenchmarkRow; round: PublicRound }, Refusal>> {
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const round = await findRoundByNumber(db, benchmark.benchmarkId, number);
  if (!round || round.state === 'draft') return refuse({ kind: 'not_found', what: 'round' });
  const named = { benchmark: { ...factsOfBenchmark(benchmark), role }, round: factsOfRound(round) };
  return ok({ named, benchmark, round });
}
