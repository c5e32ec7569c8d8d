import type { Executor } from '@/db/client';
import { insertAuditEvent } from '@/db/queries/insert-audit-event';
import { type AuditAct, auditActs } from '@/lib/core/audit/audit-act';

/** Acts on the whole site. */
type OperatorAct = {
  [A in AuditAct]: (typeof auditActs)[A]['on'] extends 'site' ? A : never;
}[AuditAct];

/**
 * Records what one of the operator's commands did, in the transaction in which it is done. Whoever runs it has no account here.
 * @param tx as the tables' owner, for what no process may record
 */
export async function recordOperatorAct(
  tx: Executor,
  act: OperatorAct,
  detail: Readonly<Record<string, string | number | boolean | null>>,
): Promise<void> {
  await insertAuditEvent(tx, { act, actorKind: 'operator', detail, isPublic: auditActs[act].isPublic });
}
