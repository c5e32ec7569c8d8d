import type { Executor } from '../client';
import { auditEvents } from '../schema/audit';

export type NewAuditEvent = Omit<typeof auditEvents.$inferInsert, 'auditEventId'>;

/** Within the transaction of the act itself: what is undone is not recorded either. */
export async function insertAuditEvent(db: Executor, event: NewAuditEvent): Promise<void> {
  await db.insert(auditEvents).values(event);
}
