import { sql } from 'drizzle-orm';
import { bigint, boolean, index, jsonb, pgEnum, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { type AuditAct, auditActorKinds } from '@/lib/core/audit/audit-act';
import { instant } from './columns';

export const auditActorKindEnum = pgEnum('audit_actor_kind', auditActorKinds);

/**
 * Audit events of maintainers, operators, the scheduler and the scorer. Append-only: no role may update or
 * delete. The table has no foreign keys, so that no other deletion can affect it. The database sets ids, and
 * `at` where a trigger finds none.
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    auditEventId: bigint('audit_event_id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    act: text('act').$type<AuditAct>().notNull(),
    actorKind: auditActorKindEnum('actor_kind').notNull(),
    userId: uuid('user_id'),
    benchmarkId: uuid('benchmark_id'),
    roundId: uuid('round_id'),
    detail: jsonb('detail').$type<Readonly<Record<string, string | number | boolean | null>>>().notNull(),
    isPublic: boolean('is_public').notNull(),
  },
  (t) => [
    index('audit_events_benchmark_id_at_idx').on(t.benchmarkId, t.at),
    index('audit_events_is_public_at_idx').on(t.isPublic, t.at),
    index('audit_events_backup_made_idx').on(t.at).where(sql`${t.act} = 'backup_made'`),
  ],
);

/**
 * The hash chain over the audit events, made afterwards so that no event waits for another: each link hashes
 * its event and the previous link. Positions have no gap, and follow the order of linking.
 */
export const auditLinks = pgTable(
  'audit_links',
  {
    position: bigint('position', { mode: 'number' }).primaryKey(),
    auditEventId: bigint('audit_event_id', { mode: 'number' }).notNull(),
    /** SHA-256 in hex. */
    sha256: text('sha256').notNull(),
  },
  (t) => [uniqueIndex('audit_links_audit_event_id_key').on(t.auditEventId)],
);

/**
 * Audit events that have no link in the hash chain yet. A trigger adds each event, and the scorer removes it
 * when it links it, so that the scorer needn't search by id.
 */
export const unlinkedAuditEvents = pgTable('unlinked_audit_events', {
  auditEventId: bigint('audit_event_id', { mode: 'bigint' }).primaryKey(),
  recordedAt: instant('recorded_at').notNull(),
  /** Time since which the event could not be linked; such events are tried after all others. */
  stuckAt: instant('stuck_at'),
});
