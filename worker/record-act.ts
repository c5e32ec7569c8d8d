import type { Executor } from '@/db/client';
import { insertAuditEvent } from '@/db/queries/audit-queries';
import { type ActRecordedBy, auditActs } from '@/lib/core/audit/audit-act';

/** Records an action of the scheduler or the scorer, in its transaction. */
export async function recordAct(
  tx: Executor,
  {
    at,
    act,
    by,
    benchmarkId,
    roundId,
    detail,
  }: {
    act: ActRecordedBy<'scorer'>;
    by: 'scheduler' | 'scorer';
    at: Date;
    benchmarkId: string;
    roundId: string | null;
    detail?: Readonly<Record<string, string | number | boolean | null>>;
  },
): Promise<void> {
  const event = {
    act,
    actorKind: by,
    userId: null,
    benchmarkId,
    roundId,
    detail: detail ?? {},
    isPublic: auditActs[act].isPublic,
  };
  await insertAuditEvent(tx, event, at);
}
