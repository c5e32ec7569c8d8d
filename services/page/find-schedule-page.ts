import { webPlatform } from '@/adapters/web-platform';
import { findOpenRound } from '@/db/queries/round-queries';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { RoundFacts } from '@/lib/contracts/round';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { factsOfBenchmark } from '../benchmark/view';
import { factsOfRound } from '../round/view';

export type SchedulePage = BenchmarkFacts & { role: MaintainerRole | null; open_round: RoundFacts | null };

/** Rotation schedule of a benchmark. The role is null for a person without one. */
export async function findSchedulePage(actor: Actor, slug: string): Promise<Result<SchedulePage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const open = role ? await findOpenRound(db, benchmark.benchmarkId) : undefined;
  return ok({ ...factsOfBenchmark(benchmark), role, open_round: open ? factsOfRound(open) : null });
}
