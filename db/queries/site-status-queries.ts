import { desc, eq, sql } from 'drizzle-orm';
import type { QueueName } from '@/lib/contracts/jobs';
import type { Executor } from '../client';
import { auditEvents } from '../schema/audit';

export type QueueDepth = {
  queue: QueueName;
  waiting: number;
  running: number;
  /** Jobs that have failed as often as they may. */
  dead: number;
  /** The run time of the oldest job that could run. */
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

/** The first hundred jobs that have failed as often as they may. Payload, key and message stay in the database. */
export async function listDeadJobs(db: Executor): Promise<DeadJob[]> {
  const rows = await db.execute<{ id: string; task: string; attempts: number; failed_at: string }>(
    sql`select * from queue.list_dead_jobs()`,
  );
  return rows.map(({ id, task, attempts, failed_at: at }) => ({
    ...{ id: Number(id), task, attempts, failedAt: new Date(at) },
  }));
}

export type StoredBytes = { name: string; byteCount: number };

/** Bytes of uploads by benchmark, the largest first: test sets, prediction files and models as they were sent. */
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

/** Bytes of uploads by person, the largest first, by address or, without one, by id. */
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

/** The newest event of an operator's commands of these kinds; undefined for none. */
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
