import { sql } from 'drizzle-orm';
import { bigint, boolean, index, jsonb, pgEnum, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { type AuditAct, auditActorKinds } from '@/lib/core/audit/audit-act';
import { instant } from './columns';

export const auditActorKindEnum = pgEnum('audit_actor_kind', auditActorKinds);

/**
 * Every audit event of a maintainer, an operator, the scheduler and the scorer. Append-only: no role may update or delete. It has
 * no foreign keys, so that no other deletion can affect it. Ids are the database's; `at` too, where a trigger finds none.
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
 * The chain over the events, made afterwards so that no event waits for another: each link hashes its event and the previous
 * link. Positions have no gap, and follow the order of linking.
 */
export const auditLinks = pgTable(
  'audit_links',
  {
    position: bigint('position', { mode: 'number' }).primaryKey(),
    auditEventId: bigint('audit_event_id', { mode: 'number' }).notNull(),
    /** Hex SHA-256. */
    sha256: text('sha256').notNull(),
  },
  (t) => [uniqueIndex('audit_links_audit_event_id_key').on(t.auditEventId)],
);

/**
 * Events that have no link yet. A trigger adds each event, and the scorer removes it with its link, so that no search by id is
 * needed.
 */
export const unlinkedAuditEvents = pgTable('unlinked_audit_events', {
  auditEventId: bigint('audit_event_id', { mode: 'bigint' }).primaryKey(),
  recordedAt: instant('recorded_at').notNull(),
  /** The time since which it can't be linked: such events are tried after all others. */
  stuckAt: instant('stuck_at'),
});
