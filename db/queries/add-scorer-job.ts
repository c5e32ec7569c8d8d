import { sql } from 'drizzle-orm';
import type { JobAskedBy, JobPayload } from '@/lib/contracts/jobs';
import type { Executor } from '../client';

/**
 * Queues a job of the scorer's own, within the caller's transaction. It replaces a waiting one with the same key, but not a
 * running one, which may have read before this transaction's end.
 */
export async function addScorerJob<Name extends JobAskedBy<'scorer'>>(
  db: Executor,
  name: Name,
  payload: JobPayload<Name>,
): Promise<void> {
  await db.execute(sql`select queue.add_job(${name}, ${JSON.stringify(payload)}::jsonb)`);
}

/** The same, to run at a time at the earliest. */
export async function addScorerJobAt<Name extends JobAskedBy<'scorer'>>(
  db: Executor,
  name: Name,
  payload: JobPayload<Name>,
  at: Date,
): Promise<void> {
  await db.execute(
    sql`select queue.add_job_at(${name}, ${JSON.stringify(payload)}::jsonb, ${at.toISOString()}::timestamptz)`,
  );
}

/** None while one with the same key waits or runs: for jobs requested at every turn of the schedule. */
export async function addScorerJobOnce<Name extends JobAskedBy<'scorer'>>(
  db: Executor,
  name: Name,
  payload: JobPayload<Name>,
): Promise<void> {
  const text = JSON.stringify(payload);
  await db.execute(sql`
    select queue.add_job(${name}, ${text}::jsonb)
    where not exists (
      select from graphile_worker.jobs where key = queue.job_key(${name}, ${text}::jsonb) and attempts < max_attempts)`);
}
