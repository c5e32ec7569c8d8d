import { desc, eq, sql } from 'drizzle-orm';
import type { QueueName } from '@/lib/contracts/jobs';
import type { Executor } from '../client';
import { auditEvents } from '../schema/audit';

export type QueueDepth = {
  queue: QueueName;
  waiting: number;
  running: number;
  /** Number of jobs that have failed as often as they may. */
  dead: number;
  /** The earliest run time among jobs that could run now. */
  oldestAt: Date | null;
};

export async function listQueueDepths(db: Executor): Promise<QueueDepth[]> {
  const rows = await db.execute<{
    queue: QueueName;
    waiting: string;
    running: string;
    dead: string;
    oldest_run_at: string | null;
  }>(sql`select * from queue.list_depths()`);
  return rows.map(({ queue, waiting, running, dead, oldest_run_at: oldest }) => ({
    ...{ queue, waiting: Number(waiting), running: Number(running), dead: Number(dead) },
    oldestAt: oldest === null ? null : new Date(oldest),
  }));
}

export type DeadJob = { id: number; task: string; attempts: number; failedAt: Date };

/**
 * Lists the first hundred jobs that have failed as often as they may. Payload, key and message aren't
 * returned, since they may concern something hidden.
 */
export async function listDeadJobs(db: Executor): Promise<DeadJob[]> {
  const rows = await db.execute<{ id: string; task: string; attempts: number; failed_at: string }>(
    sql`select * from queue.list_dead_jobs()`,
  );
  return rows.map(({ id, task, attempts, failed_at: at }) => ({
    ...{ id: Number(id), task, attempts, failedAt: new Date(at) },
  }));
}

export type StoredBytes = { name: string; byteCount: number };

/**
 * Sums the bytes of uploads by benchmark, largest first: test sets, prediction files and models in the form
 * in which they were sent.
 */
export async function listBytesByBenchmark(db: Executor, count: number): Promise<StoredBytes[]> {
  return readBytes(
    db,
    sql`
    select b.slug as name, sum(stored.bytes)::bigint as bytes from (
      select benchmark_id, test_set_byte_count as bytes from rounds
      union all select r.benchmark_id, s.file_byte_count from submissions s join rounds r using (round_id)
        where not s.is_automatic and s.version_id is null
      union all select m.benchmark_id, v.byte_count from model_versions v join models m using (model_id) where v.state <> 'refused' and (v.kind, v.state) <> ('container', 'retired')
    ) stored join benchmarks b using (benchmark_id) group by b.slug order by bytes desc, name limit ${count}`,
  );
}

/**
 * Sums the bytes of uploads by person, largest first. A person is named by e-mail address or, without one, by
 * id.
 */
export async function listBytesByPerson(db: Executor, count: number): Promise<StoredBytes[]> {
  return readBytes(
    db,
    sql`
    select coalesce(u.email, u.user_id::text) as name, sum(stored.bytes)::bigint as bytes from (
      select uploaded_by as user_id, test_set_byte_count as bytes from rounds
      union all select s.user_id, s.file_byte_count from submissions s where not s.is_automatic and s.version_id is null
      union all select v.frozen_by, v.byte_count from model_versions v where v.state <> 'refused' and (v.kind, v.state) <> ('container', 'retired')
    ) stored join users u using (user_id) group by u.user_id, u.email order by bytes desc, name limit ${count}`,
  );
}

async function readBytes(db: Executor, query: ReturnType<typeof sql>): Promise<StoredBytes[]> {
  const rows = await db.execute<{ name: string; bytes: string }>(query);
  return rows.map(({ name, bytes }) => ({ name, byteCount: Number(bytes) }));
}

/** Finds the newest audit event of an operator's commands of these kinds; undefined for none. */
export async function findNewestEvent(
  db: Executor,
  act: 'backup_made' | 'drill_recorded',
): Promise<{ at: Date; detail: (typeof auditEvents.$inferSelect)['detail'] } | undefined> {
  const [row] = await db
    .select({ at: auditEvents.at, detail: auditEvents.detail })
    .from(auditEvents)
    .where(eq(auditEvents.act, act))
    .orderBy(desc(auditEvents.auditEventId))
    .limit(1);
  return row;
}
