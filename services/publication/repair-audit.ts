import type { Database } from '@/db/client';
import { deleteWaitsOfGoneEvents, insertWaitsOfUnlinkedEvents } from '@/db/queries/audit-repair-queries';
import { ok, type Result, refuse } from '@/lib/core/result';
import { recordOperatorAct } from '../access/record-act';

const reasonCharsMax = 1_000;

/** Maximum of ids in the event; it counts all. */
const namedMax = 100;

export type AuditRepair = { readonly added: readonly string[]; readonly gone: readonly string[] };

/**
 * Puts events that no scorer could link back in the queue, at the end of the chain, and gives up waiting for deleted ones. The
 * repair and its reason are an audit event too. A broken chain stays broken, as it should.
 * @param db as the tables' owner
 * @returns the changes, none where the chain is sound; or a message about the reason's fault
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
