import type { Transaction } from '@/db/client';
import { revokeInvitationsBy } from '@/db/queries/people-of-benchmark-queries';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';

/**
 * Takes back the invitations of an owner who is one no longer: by a link to an address of their own they could come
 * back. The caller holds the benchmark's lock.
 */
export async function endOwnership(
  tx: Transaction,
  owner: { benchmarkId: string; userId: string; actor: Actor; at: Date },
): Promise<void> {
  const { benchmarkId, actor, at } = owner;
  for (const invitation of await revokeInvitationsBy(tx, owner, at))
    await recordAct(tx, {
      act: 'invitation_revoked',
      actor,
      benchmarkId,
      detail: { invitation, replaced: false },
    });
}
