import type { Executor } from '@/db/client';
import { insertAuditEvent } from '@/db/queries/insert-audit-event';
import { type AuditAct, auditActs } from '@/lib/core/audit/audit-act';

/** Records what the scheduler or the scorer did, in the transaction in which it is done. */
export async function recordAct(
  tx: Executor,
  of: {
    act: AuditAct;
    by: 'scheduler' | 'scorer';
    at: Date;
    benchmarkId: string;
    roundId: string | null;
    detail?: Readonly<Record<string, string | number | boolean | null>>;
  },
): Promise<void> {
  await insertAuditEvent(tx, {
    at: of.at,
    act: of.act,
    actorKind: of.by,
    userId: null,
    benchmarkId: of.benchmarkId,
    roundId: of.roundId,
    detail: of.detail ?? {},
    isPublic: auditActs[of.act],
  });
}
