import type { PendingInvalidation } from '@/db/queries/moderation-queries';
import type { PendingInvalidationView } from '@/lib/contracts/moderation';
import type { Actor } from '../access/actor';

export function viewOfPendingInvalidation(
  { invalidationId, reason, proposedAt, proposedBy, proposerName, isByMaintainer }: PendingInvalidation,
  reader: Actor,
): PendingInvalidationView {
  return {
    id: invalidationId,
    reason,
    proposed_at: proposedAt.toISOString(),
    proposed_by: proposerName,
    proposed_by_you: proposedBy === reader.userId,
    void: !isByMaintainer,
  };
}
