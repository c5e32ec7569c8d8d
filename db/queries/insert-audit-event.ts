import { sql } from 'drizzle-orm';
import type { Executor } from '../client';
import type { auditEvents } from '../schema/audit';

export type NewAuditEvent = Omit<typeof auditEvents.$inferInsert, 'auditEventId' | 'at'>;

/**
 * Runs in the transaction of the action itself: a rollback undoes the record too. Neither the id nor, for the web role, the time
 * can be given: a drizzle statement would name every column.
 * @param at the time of the scorer's action, where it isn't now
 */
export async function insertAuditEvent(
  db: Executor,
  event: NewAuditEvent,
  at: Date | null = null,
): Promise<void> {
  const { act, actorKind, detail, isPublic } = event;
  const [userId, benchmarkId, roundId] = [
    event.userId ?? null,
    event.benchmarkId ?? null,
    event.roundId ?? null,
  ];
  await db.execute(sql`
    insert into audit_events (${at ? sql`at, ` : sql``}act, actor_kind, user_id, benchmark_id, round_id, detail, is_public)
    values (${at ? sql`${at.toISOString()}::timestamptz, ` : sql``}${act}, ${actorKind}, ${userId}, ${benchmarkId}, ${roundId},
      ${JSON.stringify(detail)}::text::jsonb, ${isPublic})`);
}
