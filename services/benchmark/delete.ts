import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import { deleteUnsealedBenchmark, findTrainingFile, lockBenchmark } from '@/db/queries/benchmark-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import { ok, type Result, refuse } from '@/lib/core/result';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireMaintained } from '../access/require-benchmark';

/**
 * Deletes a benchmark of which no round was sealed, with its drafts and files, and frees its address. The audit event remains. If
 * a sealing began first, the database refuses the deletion.
 */
export async function deleteBenchmark(actor: Actor | null, slug: string): Promise<Result<null>> {
  const { db, objects } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const { benchmark } = maintained.value;
  const { benchmarkId } = benchmark;
  const deleted = await transact(async (tx): Promise<Result<string[]>> => {
    if (!(await lockBenchmark(tx, benchmarkId))) return refuse({ kind: 'not_found', what: 'benchmark' });
    const rounds = await listRoundsOf(tx, [benchmarkId], { drafts: true });
    const sealed = rounds.findLast(({ state }) => state !== 'draft');
    if (sealed) return refuse({ kind: 'not_deletable', number: sealed.number });
    const file = await findTrainingFile(tx, benchmarkId);
    await recordAuditEvent(tx, 'benchmark_deleted', {
      actor: maintained.value.actor,
      benchmarkId,
      detail: { slug, title: benchmark.title },
    });
    await deleteUnsealedBenchmark(tx, benchmarkId);
    return ok([
      ...rounds.map(({ roundId }) => objectKeys.testSet(roundId)),
      ...(file ? [objectKeys.trainingFile(file.trainingFileId)] : []),
    ]);
  });
  if (!deleted.ok) return deleted;
  for (const key of deleted.value) await objects.delete(key);
  return ok(null);
}
