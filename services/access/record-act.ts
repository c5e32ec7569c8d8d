import type { Executor } from '@/db/client';
import { insertAuditEvent } from '@/db/queries/insert-audit-event';
import {
  type ActRecordedBy,
  type AuditAct,
  type AuditActorKind,
  auditActs,
} from '@/lib/core/audit/audit-act';
import type { Actor } from './caller';

/** Records what a person did, in the transaction in which it is done; the database dates it. `detail` may be read by the public. */
export async function recordAct(
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
