import { webPlatform } from '@/adapters/web-platform';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { factsOfBenchmark } from '../benchmark/view';

/** A benchmark without its rounds, with the actor's role: null for none. */
export async function findMaintainedFacts(
  actor: Actor,
  slug: string,
): Promise<Result<BenchmarkFacts & { role: MaintainerRole | null }, Refusal>> {
  const found = await requireBenchmarkWithRole(webPlatform().db, actor, slug);
  return found.ok ? ok({ ...factsOfBenchmark(found.value.benchmark), role: found.value.role }) : found;
}
