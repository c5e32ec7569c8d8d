import { and, asc, desc, eq, gt, lt, max, notExists, or, type SQL, sql } from 'drizzle-orm';
import type { AuditHead } from '@/lib/core/audit/audit-head';
import type { AuditEventRecord } from '@/lib/core/audit/format-event-text';
import type { Executor } from '../client';
import { auditEvents, auditLinks } from '../schema/audit';
import { benchmarks } from '../schema/benchmarks';
import { rounds } from '../schema/rounds';

/** Each column as a text that loses nothing; see `AuditEventRecord`. */
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

/** How many ids before the newest linked one are looked through for events that were committed late. */
const lateIdsMax = 10_000;

/** Whether the transaction now holds the chain; false while another one does. */
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

/** Events without a link, the smallest ids first. An id is given before its transaction commits, so some come late. */
export async function listUnchainedEvents(db: Executor, count: number): Promise<AuditEventRecord[]> {
  const [newest] = await db.select({ id: max(auditLinks.auditEventId) }).from(auditLinks);
  // A number and no subquery, and on both sides: so the planner knows that it is a small part of either table.
  const after = (newest?.id ?? 0) - lateIdsMax;
  const link = db
    .select({ one: sql`1` })
    .from(auditLinks)
    .where(and(gt(auditLinks.auditEventId, after), eq(auditLinks.auditEventId, auditEvents.auditEventId)));
  return db
    .select(recordColumns)
    .from(auditEvents)
    .where(and(gt(auditEvents.auditEventId, after), notExists(link)))
    .orderBy(asc(auditEvents.auditEventId))
    .limit(count);
}

export async function insertAuditLinks(
  db: Executor,
  links: (typeof auditLinks.$inferInsert)[],
): Promise<void> {
  await db.insert(auditLinks).values(links);
}

export type ChainedEvent = {
  position: number;
  auditEventId: number;
  sha256: string;
  /** Null when there is no such event. */
  event: AuditEventRecord | null;
};

/** The next links of the chain with their events. @param after null for the first ones */
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

/** The first event that says it happened before `at` and has no link. */
export async function findUnchainedEvent(
  db: Executor,
  at: Date,
): Promise<{ auditEventId: number; at: Date } | undefined> {
  const link = db
    .select({ one: sql`1` })
    .from(auditLinks)
    .where(eq(auditLinks.auditEventId, auditEvents.auditEventId));
  const [row] = await db
    .select({ auditEventId: auditEvents.auditEventId, at: auditEvents.at })
    .from(auditEvents)
    .where(and(lt(auditEvents.at, at), notExists(link)))
    .orderBy(asc(auditEvents.auditEventId))
    .limit(1);
  return row;
}

export type PublicEvent = Awaited<ReturnType<typeof listPublicEvents>>[number];

/**
 * Public acts with the benchmark and the round they are of, newest first.
 * @param scope one benchmark's, or those of all listed benchmarks, of each no more than its share
 */
export function listPublicEvents(
  db: Executor,
  scope: { benchmarkId: string } | { shareMax: number },
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
      link: { position: auditLinks.position, sha256: auditLinks.sha256 },
    })
    .from(auditEvents)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, auditEvents.benchmarkId))
    .leftJoin(rounds, eq(rounds.roundId, auditEvents.roundId))
    .leftJoin(auditLinks, eq(auditLinks.auditEventId, auditEvents.auditEventId))
    .where(
      and(
        eq(auditEvents.isPublic, true),
        'shareMax' in scope ? isOfShare(scope.shareMax) : eq(auditEvents.benchmarkId, scope.benchmarkId),
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

/** Among the newest public acts of its benchmark, which is listed. */
const isOfShare = (shareMax: number): SQL => sql`${auditEvents.auditEventId} in (
  select own.audit_event_id from benchmarks listed cross join lateral (
    select act.audit_event_id from audit_events act
    where act.benchmark_id = listed.benchmark_id and act.is_public
    order by act.at desc, act.audit_event_id desc limit ${shareMax}) own
  where listed.visibility = 'public')`;
