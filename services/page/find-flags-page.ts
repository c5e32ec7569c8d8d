import { webPlatform } from '@/adapters/web-platform';
import type { FlagView } from '@/lib/contracts/moderation';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { readFlags } from '../flag/flag';
import { type LinkedTeams, readLinkedTeams } from '../team/link';

export type FlagsPage = {
  title: string;
  /** Null for a person without a role in the benchmark. */
  maintained: { role: MaintainerRole; flags: FlagView[]; linked: LinkedTeams } | null;
};

/** The flags of a benchmark and its linked teams, for people with a role in it. */
export async function findFlagsPage(actor: Actor, slug: string): Promise<Result<FlagsPage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { role } = found.value;
  const { title, benchmarkId } = found.value.benchmark;
  if (!role) return ok({ title, maintained: null });
  const [flags, linked] = await Promise.all([
    readFlags(db, benchmarkId),
    readLinkedTeams(db, benchmarkId, actor),
  ]);
  return ok({ title, maintained: { role, flags, linked } });
}
