import type { Executor } from '@/db/client';
import { insertAuditEvent } from '@/db/queries/audit-queries';
import {
  type ActRecordedBy,
  type AuditAct,
  type AuditActorKind,
  auditActs,
} from '@/lib/core/audit/audit-act';
import type { Actor } from './caller';

/** Records a person's action in the same transaction as the action; the database sets the time. `detail` may become public. */
export async function recordAuditEvent(
  tx: Executor,
  act: ActRecordedBy<'web'>,
  event: {
    actor: Actor | null;
    actorKind?: AuditActorKind;
    benchmarkId: string;
    roundId?: string;
    detail?: Readonly<Record<string, string | number | boolean | null>>;
  },
): Promise<void> {
  const {
    actor,
    actorKind = actor ? 'maintainer' : 'visitor',
    benchmarkId,
    roundId = null,
    detail = {},
  } = event;
  await insertAuditEvent(tx, {
    ...{ act, actorKind, userId: actor?.userId ?? null, benchmarkId, roundId, detail },
    isPublic: auditActs[act].isPublic,
  });
}

/** Audit events that concern the whole site instead of one benchmark. */
type OperatorAct = {
  [A in AuditAct]: (typeof auditActs)[A]['on'] extends 'site' ? A : never;
}[AuditAct];

/**
 * Records an operator's command as an audit event, in the same transaction. The event names no person, since such an operator
 * needs no account.
 * @param tx connected as the owner of the tables, for events that neither process may record
 */
export async function recordOperatorEvent(
  tx: Executor,
  act: OperatorAct,
  detail: Readonly<Record<string, string | number | boolean | null>>,
): Promise<void> {
  await insertAuditEvent(tx, { act, actorKind: 'operator', detail, isPublic: auditActs[act].isPublic });
}
