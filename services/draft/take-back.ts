import type { Transaction } from '@/db/client';
import { deleteDraft } from '@/db/queries/draft-queries';
import type { DraftRound } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { recordAct } from '../access/record-act';

/** Deletes a locked draft, under the benchmark's lock, since numbers are assigned under it; the caller deletes its file. */
export async function takeDraftBack(tx: Transaction, actor: Actor, draft: DraftRound): Promise<void> {
  const { benchmarkId, roundId, number, title, testSetSealedSha256 } = draft;
  await recordAct(tx, {
    act: 'draft_deleted',
    actor,
    benchmarkId,
    roundId,
    detail: { round: number, title, sealed_sha256: testSetSealedSha256 },
  });
  await deleteDraft(tx, roundId);
}
