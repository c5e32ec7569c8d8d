import { and, asc, desc, eq, gt, gte, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { PublicAct } from '@/lib/core/audit/audit-act';
import type { AuditEventRecord, AuditHead } from '@/lib/core/audit/audit-chain';
import type { Executor } from '../client';
import { auditEvents, auditLinks, unlinkedAuditEvents } from '../schema/audit';
import { benchmarks } from '../schema/benchmarks';
import { moderations } from '../schema/moderation';
import { rounds } from '../schema/rounds';

export type NewAuditEvent = Omit<typeof auditEvents.$inferInsert, 'auditEventId' | 'at'>;

/**
 * Writes an audit event in the transaction of the action itself, so that a rollback undoes both. Written as
 * SQL, since no role may set the id, nor the web role the time, and drizzle would name every column. @param
 * at the time of the scorer's action, if it isn't now
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

/** The columns of an event, each as a lossless text; see `AuditEventRecord`. */
const recordColumns = {
  auditEventId: sql<string>`${auditEvents.auditEventId}::text`,
  atMicros: sql<string>`trunc(extract(epoch from ${auditEvents.at}) * 1000000)::text`,
  act: sql<string>`${auditEvents.act}`,
  actorKind: sql<string>`${auditEvents.actorKind}::text`,
  userId: sql<string | null>`${auditEvents.userId}::text`,
  benchmarkId: sql<string | null>`${auditEvents.benchmarkId}::text`,
  roundId: sql<string | null>`${auditEvents.roundId}::text`,
  detailJson: sql<string>`${auditEvents.detail}::text`,
  isPublic: sql<boolean>`${auditEvents.isPublic}`,
} satisfies { [K in keyof AuditEventRecord]: SQL<AuditEventRecord[K]> };

const isSameEvent = sql`${unlinkedAuditEvents.auditEventId} = ${auditEvents.auditEventId}`;

/** Tries to lock the hash chain: true if this transaction has locked it; false if another one has. */
export async function lockAuditChain(db: Executor): Promise<boolean> {
  const [row] = await db.execute<{ locked: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('audit_links', 0)) as locked`,
  );
  return row?.locked ?? false;
}

export async function findAuditHead(db: Executor): Promise<AuditHead | null> {
  const [row] = await db
    .select({ position: auditLinks.position, sha256: auditLinks.sha256 })
    .from(auditLinks)
    .orderBy(desc(auditLinks.position))
    .limit(1);
  return row ?? null;
}

/**
 * Lists events that wait for their link in the hash chain, smallest ids first; events that could not be
 * linked before come last.
 */
export async function listWaitingEvents(db: Executor, count: number): Promise<AuditEventRecord[]> {
  return db
    .select(recordColumns)
    .from(unlinkedAuditEvents)
    .innerJoin(auditEvents, isSameEvent)
    .orderBy(sql`${unlinkedAuditEvents.stuckAt} nulls first`, asc(unlinkedAuditEvents.auditEventId))
    .limit(count);
}

export type NewAuditLink = { position: number; auditEventId: string; sha256: string };

/**
 * Appends links to the hash chain; their events no longer wait. Ids are texts, because a JavaScript number
 * would round the largest ones.
 */
export async function insertAuditLinks(db: Executor, links: readonly NewAuditLink[]): Promise<void> {
  const ids = links.map(({ auditEventId }) => auditEventId);
  await db.execute(sql`
    insert into audit_links (position, audit_event_id, sha256)
    select * from unnest(
      ${sql.param(links.map(({ position }) => String(position)))}::bigint[], ${sql.param(ids)}::bigint[],
      ${sql.param(links.map(({ sha256 }) => sha256))}::text[])`);
  await db.execute(
    sql`delete from unlinked_audit_events where audit_event_id = any (${sql.param(ids)}::bigint[])`,
  );
}

/** Records the time since which an event could not be linked, so that it waits behind all others. */
export async function updateEventsUnlinkable(db: Executor, ids: readonly string[], at: Date): Promise<void> {
  await db.execute(sql`
    update unlinked_audit_events set stuck_at = coalesce(stuck_at, ${at.toISOString()}::timestamptz)
    where audit_event_id = any (${sql.param([...ids])}::bigint[])`);
}

/** Lists events that have waited for their link since before `before`, including events that were deleted. */
export async function listOverdueLinks(
  db: Executor,
  before: Date,
  count: number,
): Promise<{ auditEventId: string; isThere: boolean }[]> {
  return db
    .select({
      auditEventId: sql<string>`${unlinkedAuditEvents.auditEventId}::text`,
      isThere: sql<boolean>`${auditEvents.auditEventId} is not null`,
    })
    .from(unlinkedAuditEvents)
    .leftJoin(auditEvents, isSameEvent)
    .where(lt(unlinkedAuditEvents.recordedAt, before))
    .orderBy(asc(unlinkedAuditEvents.auditEventId))
    .limit(count);
}

export type ChainedEvent = {
  position: number;
  auditEventId: number;
  sha256: string;
  /** Null if there is no such event. */
  event: AuditEventRecord | null;
};

/**
 * Lists the next links of the chain with their events. @param after the link to continue after; null for the
 * beginning
 */
export async function listChainedEvents(
  db: Executor,
  after: number | null,
  count: number,
): Promise<ChainedEvent[]> {
  const rows = await db
    .select({
      position: auditLinks.position,
      auditEventId: auditLinks.auditEventId,
      sha256: auditLinks.sha256,
      record: recordColumns,
    })
    .from(auditLinks)
    .leftJoin(auditEvents, eq(auditEvents.auditEventId, auditLinks.auditEventId))
    .where(after === null ? undefined : gt(auditLinks.position, after))
    .orderBy(asc(auditLinks.position))
    .limit(count);
  return rows.map(({ record, ...link }) => ({
    ...link,
    event: record.auditEventId === null ? null : record,
  }));
}

/**
 * Lists events without a link that either don't wait for one, or have waited since before `before`; it
 * searches the whole log. @param count maximum number of events, smallest ids first
 */
export async function listUnlinkedEvents(
  db: Executor,
  before: Date,
  count: number,
): Promise<{ auditEventId: string; at: Date }[]> {
  return db
    .select({ auditEventId: sql<string>`${auditEvents.auditEventId}::text`, at: auditEvents.at })
    .from(auditEvents)
    .leftJoin(auditLinks, eq(auditLinks.auditEventId, auditEvents.auditEventId))
    .leftJoin(unlinkedAuditEvents, and(isSameEvent, gte(unlinkedAuditEvents.recordedAt, before)))
    .where(and(isNull(auditLinks.position), isNull(unlinkedAuditEvents.auditEventId)))
    .orderBy(asc(auditEvents.auditEventId))
    .limit(count);
}

export type PublicEvent = Awaited<ReturnType<typeof listPublicEvents>>[number];

/**
 * Lists public audit events with their benchmark and round, newest first. @param scope one benchmark, or all
 * listed benchmarks, each up to its share
 */
export function listPublicEvents(
  db: Executor,
  scope: { benchmarkId: string; act?: PublicAct; idBefore?: number | null } | { shareMax: number },
  page: { before: { at: Date; id: number } | null; count: number },
) {
  const { before, count } = page;
  return db
    .select({
      auditEventId: auditEvents.auditEventId,
      at: auditEvents.at,
      act: auditEvents.act,
      actorKind: auditEvents.actorKind,
      detail: auditEvents.detail,
      benchmark: { id: benchmarks.benchmarkId, slug: benchmarks.slug, title: benchmarks.title },
      round: {
        number: rounds.number,
        title: rounds.title,
        state: rounds.state,
        commitment: rounds.commitment,
        archive: rounds.archive,
      },
      /** An operator's reason for hiding the event's facts; null if they are shown. */
      hiddenBecause: moderations.reason,
      link: { position: auditLinks.position, sha256: auditLinks.sha256 },
    })
    .from(auditEvents)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, auditEvents.benchmarkId))
    .leftJoin(rounds, eq(rounds.roundId, auditEvents.roundId))
    .leftJoin(auditLinks, eq(auditLinks.auditEventId, auditEvents.auditEventId))
    .leftJoin(
      moderations,
      and(eq(moderations.kind, 'event'), eq(moderations.subjectId, sql`${auditEvents.auditEventId}::text`)),
    )
    .where(
      and(
        eq(auditEvents.isPublic, true),
        'shareMax' in scope ? isOfShare(scope.shareMax) : eq(auditEvents.benchmarkId, scope.benchmarkId),
        'act' in scope && scope.act ? eq(auditEvents.act, scope.act) : undefined,
        'idBefore' in scope && scope.idBefore ? lt(auditEvents.auditEventId, scope.idBefore) : undefined,
        before === null
          ? undefined
          : or(
              lt(auditEvents.at, before.at),
              and(eq(auditEvents.at, before.at), lt(auditEvents.auditEventId, before.id)),
            ),
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.auditEventId))
    .limit(count);
}

/** True for an event that is among the newest `shareMax` public events of its listed benchmark. */
const isOfShare = (shareMax: number): SQL => sql`${auditEvents.auditEventId} in (
  select own.audit_event_id from benchmarks listed cross join lateral (
    select act.audit_event_id from audit_events act
    where act.benchmark_id = listed.benchmark_id and act.is_public
    order by act.at desc, act.audit_event_id desc limit ${shareMax}) own
  where listed.visibility = 'public')`;

/**
 * Lists every event without a link as waiting for one. @returns the ids of events that weren't waiting yet,
 * smallest first
 */
export async function insertWaitsOfUnlinkedEvents(db: Executor): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    with added as (
      insert into unlinked_audit_events (audit_event_id, recorded_at)
      select e.audit_event_id, clock_timestamp() from audit_events e
      where not exists (select from audit_links l where l.audit_event_id = e.audit_event_id)
      on conflict do nothing returning audit_event_id)
    select audit_event_id::text as id from added order by audit_event_id`);
  return rows.map(({ id }) => id);
}

/** Removes deleted events from those that wait for a link. @returns their ids, smallest first */
export async function deleteWaitsOfDeletedEvents(db: Executor): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    with gone as (
      delete from unlinked_audit_events u
      where not exists (select from audit_events e where e.audit_event_id = u.audit_event_id)
      returning audit_event_id)
    select audit_event_id::text as id from gone order by audit_event_id`);
  return rows.map(({ id }) => id);
}
