import type { Executor } from '@/db/client';
import { insertAuditEvent } from '@/db/queries/audit-queries';
import {
  type ActRecordedBy,
  type AuditAct,
  type AuditActorKind,
  auditActs,
} from '@/lib/core/audit/audit-act';
import type { Actor } from './caller';

/** Records a person's action, in its transaction; the database sets the time. `detail` may be public. */
export async function recordAuditEvent(
  tx: Executor,
  {
    act,
    actorKind,
    actor,
    benchmarkId,
    roundId,
    detail,
  }: {
    act: ActRecordedBy<'web'>;
    actor: Actor | null;
    actorKind?: AuditActorKind;
    benchmarkId: string;
    roundId?: string;
    detail?: Readonly<Record<string, string | number | boolean | null>>;
  },
): Promise<void> {
  await insertAuditEvent(tx, {
    act,
    actorKind: actorKind ?? (actor ? 'maintainer' : 'visitor'),
    userId: actor?.userId ?? null,
    benchmarkId,
    roundId: roundId ?? null,
    detail: detail ?? {},
    isPublic: auditActs[act].isPublic,
  });
}

/** Audit events of the whole site. */
type OperatorAct = {
  [A in AuditAct]: (typeof auditActs)[A]['on'] extends 'site' ? A : never;
}[AuditAct];

/**
 * Records the action of an operator's command, in its transaction. Its operator has no account here.
 * @param tx as the tables' owner, for events that no process may record
 */
export async function recordOperatorEvent(
  tx: Executor,
  act: OperatorAct,
  detail: Readonly<Record<string, string | number | boolean | null>>,
): Promise<void> {
  await insertAuditEvent(tx, { act, actorKind: 'operator', detail, isPublic: auditActs[act].isPublic });
}
