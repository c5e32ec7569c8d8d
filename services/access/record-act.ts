import type { Executor } from '@/db/client';
import { insertAuditEvent } from '@/db/queries/insert-audit-event';
import { type AuditAct, type AuditActorKind, auditActs } from '@/lib/core/audit/audit-act';
import type { Actor } from './actor';

/** Records what a person did, in the transaction in which it is done. `detail` may be read by the public. */
export async function recordAct(
  tx: Executor,
  {
    at,
    act,
    actorKind,
    actor,
    benchmarkId,
    roundId,
    detail,
  }: {
    act: AuditAct;
    actor: Actor | null;
    actorKind?: AuditActorKind;
    at: Date;
    /** Null for an act on the whole site. */
    benchmarkId: string | null;
    roundId?: string;
    detail?: Readonly<Record<string, string | number | boolean | null>>;
  },
): Promise<void> {
  await insertAuditEvent(tx, {
    at,
    act,
    actorKind: actorKind ?? (actor ? 'maintainer' : 'visitor'),
    userId: actor?.userId ?? null,
    benchmarkId,
    roundId: roundId ?? null,
    detail: detail ?? {},
    isPublic: auditActs[act],
  });
}
