import type { Database } from '@/db/client';
import { deleteWaitsOfGoneEvents, insertWaitsOfUnlinkedEvents } from '@/db/queries/audit-repair-queries';
import { ok, type Result, refuse } from '@/lib/core/result';
import { recordOperatorAct } from '../access/record-act';

const reasonCharsMax = 1_000;

/** Ids that the act itself names; it counts all. */
const namedMax = 100;

export type AuditRepair = { readonly added: readonly string[]; readonly gone: readonly string[] };

/**
 * Puts the events that nothing would ever link in line for a scorer, at the end of the chain, and gives up waiting for those
 * that were deleted. What it did and why is an act itself. A broken chain stays broken: that is what it is for.
 * @param db as the tables' owner
 * @returns what it did, nothing where all is well; or in words what is wrong with the reason
 */
export async function repairAudit(db: Database, reason: string): Promise<Result<AuditRepair, string>> {
  const words = reason.trim();
  if (words === '' || words.length > reasonCharsMax)
    return refuse(`--reason takes 1 to ${reasonCharsMax} characters`);
  return db.transaction(async (tx) => {
    const added = await insertWaitsOfUnlinkedEvents(tx);
    const gone = await deleteWaitsOfGoneEvents(tx);
    if (added.length + gone.length > 0)
      await recordOperatorAct(tx, 'audit_repaired', {
        reason: words,
        added_count: added.length,
        added: added.slice(0, namedMax).join(', '),
        gone_count: gone.length,
        gone: gone.slice(0, namedMax).join(', '),
      });
    return ok({ added, gone });
  });
}
