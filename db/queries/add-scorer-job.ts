import { sql } from 'drizzle-orm';
import type { JobAskedBy, JobPayload } from '@/lib/contracts/jobs';
import type { Executor } from '../client';

/**
 * A job that the scorer asks of itself, within the caller's transaction. The same one that waits already is replaced; one that runs
 * isn't, since it may have looked before this transaction's end.
 */
export async function addScorerJob<Name extends JobAskedBy<'scorer'>>(
  db: Executor,
  name: Name,
  payload: JobPayload<Name>,
): Promise<void> {
  await db.execute(sql`select queue.add_job(${name}, ${JSON.stringify(payload)}::jsonb)`);
}

/** The same, to be done at an instant at the earliest. */
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

/** None while the same one waits or runs: for what is asked at every turn of the schedule. */
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
