import type { Executor } from '@/db/client';
import { insertAuditEvent } from '@/db/queries/insert-audit-event';
import { type AuditAct, type AuditActorKind, auditActs } from '@/lib/core/audit/audit-act';
import type { Actor } from './actor';

/** Records what a person did, in the transaction in which it is done. `detail` may be read by the public. */
export async function recordAct(
  tx: Executor,
  of: {
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
    at: of.at,
    act: of.act,
    actorKind: of.actorKind ?? (of.actor ? 'maintainer' : 'visitor'),
    userId: of.actor?.userId ?? null,
    benchmarkId: of.benchmarkId,
    roundId: of.roundId ?? null,
    detail: of.detail ?? {},
    isPublic: auditActs[of.act],
  });
}
