import { webPlatform } from '@/adapters/web-platform';
import { findRoundById, findRoundByNumber } from '@/db/queries/round-queries';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import { hasRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { readMaintainedRounds } from '../round/list';

/** A draft with its check report. A person without a role gets the response of a missing draft. */
export async function findDraft(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<MaintainedRoundView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const isReported = role !== null && hasRole(role, 'auditor');
  const round = isReported ? await findRoundByNumber(db, benchmark.benchmarkId, number) : undefined;
  if (round?.state !== 'draft') return refuse({ kind: 'not_found', what: 'round' });
  const replaced = round.replacesRoundId && (await findRoundById(db, round.replacesRoundId));
  const [draft] = await readMaintainedRounds(db, replaced ? [round, replaced] : [round]);
  return ok(draft!);
}
