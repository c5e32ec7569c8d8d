import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import { lockBenchmark } from '@/db/queries/benchmark-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireMaintainedRound } from '../access/require-round';
import { requireLockedDraft } from './require-locked';
import { takeDraftBack } from './take-back';

/** Deletes a draft with its test set. The next upload gets its number. */
export async function deleteDraft(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<null, Refusal>> {
  const { db, objects } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { roundId, benchmarkId } = found.value.round;
  const deleted = await db.transaction(async (tx): Promise<Result<null, Refusal>> => {
    await lockBenchmark(tx, benchmarkId);
    const draft = await requireLockedDraft(tx, roundId);
    if (!draft.ok) return draft;
    await takeDraftBack(tx, found.value.actor, draft.value);
    return ok(null);
  });
  if (deleted.ok) await objects.delete(objectKeys.testSet(roundId));
  return deleted;
}
