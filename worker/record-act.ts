import type { Executor } from '@/db/client';
import { insertAuditEvent } from '@/db/queries/audit-queries';
import { readClock } from '@/db/queries/clock-queries';
import { type ActRecordedBy, auditActs } from '@/lib/core/audit/audit-act';

/** Writes the audit event of an action of the scheduler or the scorer, in the action's transaction. */
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

/** Writes the audit event of an action of the scorer that concerns the whole site. */
export async function recordSiteAct(
  tx: Executor,
  act: ActRecordedBy<'scorer'>,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  const event = { act, actorKind: 'scorer', userId: null, benchmarkId: null, roundId: null } as const;
  await insertAuditEvent(tx, { ...event, detail, isPublic: auditActs[act].isPublic }, await readClock(tx));
}
