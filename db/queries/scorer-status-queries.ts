import { inArray, lt, max, sql } from 'drizzle-orm';
import type { Executor } from '../client';
import { scorerHeartbeats } from '../schema/publication';

export async function upsertHeartbeats(
  db: Executor,
  workerIds: string[],
  now: Date,
  scorer: { scorerVersion: string; bootId: string },
): Promise<void> {
  if (workerIds.length === 0) return;
  const { scorerVersion, bootId } = scorer;
  await db
    .insert(scorerHeartbeats)
    .values(
      workerIds.map((workerId) => ({
        workerId,
        startedAt: now,
        beatAt: now,
        scorerVersion,
        bootId,
      })),
    )
    .onConflictDoUpdate({ target: scorerHeartbeats.workerId, set: { beatAt: now } });
}

export async function deleteHeartbeats(db: Executor, workerIds: string[]): Promise<void> {
  if (workerIds.length > 0)
    await db.delete(scorerHeartbeats).where(inArray(scorerHeartbeats.workerId, workerIds));
}

/** Lists scorer workers that hold a job but have sent no heartbeat since `since`, or never sent one. */
export async function listSilentWorkers(db: Executor, since: Date): Promise<string[]> {
  const rows = await db.execute<{ locked_by: string }>(sql`
    select distinct job.locked_by from graphile_worker.jobs job
    left join scorer_heartbeats beat on beat.worker_id = job.locked_by
    where job.locked_by is not null and job.locked_at < ${since.toISOString()}::timestamptz
      and (beat.beat_at is null or beat.beat_at < ${since.toISOString()}::timestamptz)`);
  return rows.map((row) => row.locked_by);
}

export async function unlockJobsOf(db: Executor, workerIds: string[]): Promise<void> {
  if (workerIds.length > 0)
    await db.execute(sql`select graphile_worker.force_unlock_workers(${sql.param(workerIds)}::text[])`);
}

export async function deleteStaleHeartbeats(db: Executor, before: Date): Promise<void> {
  await db.delete(scorerHeartbeats).where(lt(scorerHeartbeats.beatAt, before));
}

/**
 * Lists scorer versions for which submissions wait although no scorer of that version has sent a heartbeat
 * since `since`.
 */
export async function listVersionsWithoutScorer(db: Executor, since: Date): Promise<string[]> {
  const rows = await db.execute<{ version: string }>(sql`
    select distinct rounds.scorer_version as version from submissions join rounds using (round_id)
    where submissions.state in ('received', 'queued', 'scoring') and not exists (
      select from scorer_heartbeats beat
      where beat.beat_at >= ${since.toISOString()}::timestamptz and rounds.scorer_version = beat.scorer_version)
    order by version`);
  return rows.map(({ version }) => version);
}

/** Finds the time of the newest heartbeat of any scorer. */
export async function findNewestHeartbeat(db: Executor): Promise<Date | null> {
  const [row] = await db.select({ beatAt: max(scorerHeartbeats.beatAt) }).from(scorerHeartbeats);
  return row?.beatAt ?? null;
}
