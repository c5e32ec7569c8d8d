import { sql } from 'drizzle-orm';
import type { JobEnqueuedBy, JobPayload } from '@/lib/contracts/jobs';
import type { Executor } from '../client';
import { rounds } from '../schema/rounds';

/**
 * Queues a job for the scorer within the caller's transaction. It replaces a waiting job with the same key,
 * but not a running one.
 */
export async function addJob<Name extends JobEnqueuedBy<'web'>>(
  db: Executor,
  name: Name,
  payload: JobPayload<Name>,
): Promise<void> {
  await db.execute(sql`select queue.add_job(${name}, ${JSON.stringify(payload)}::jsonb)`);
}

/**
 * Queues a job of the scorer's own within the caller's transaction. It replaces a waiting job with the same
 * key, but not a running one, which may have read data before this transaction's end.
 */
export async function addScorerJob<Name extends JobEnqueuedBy<'scorer'>>(
  db: Executor,
  name: Name,
  payload: JobPayload<Name>,
): Promise<void> {
  await db.execute(sql`select queue.add_job(${name}, ${JSON.stringify(payload)}::jsonb)`);
}

/** Queues a job of the scorer's own that doesn't run before `at`. */
export async function addScorerJobAt<Name extends JobEnqueuedBy<'scorer'>>(
  db: Executor,
  name: Name,
  payload: JobPayload<Name>,
  at: Date,
): Promise<void> {
  await db.execute(
    sql`select queue.add_job_at(${name}, ${JSON.stringify(payload)}::jsonb, ${at.toISOString()}::timestamptz)`,
  );
}

/**
 * Queues a job unless one with the same key waits or runs: for jobs that every cycle of the schedule
 * requests.
 */
export async function addScorerJobOnce<Name extends JobEnqueuedBy<'scorer'>>(
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

/** True if a job with this payload waits or runs, or has failed for good. */
export async function hasScorerJob<Name extends JobEnqueuedBy<'scorer'>>(
  db: Executor,
  name: Name,
  payload: JobPayload<Name>,
): Promise<boolean> {
  const rows = await db.execute(sql`
    select 1 from graphile_worker.jobs where key = queue.job_key(${name}, ${JSON.stringify(payload)}::jsonb)`);
  return rows.length > 0;
}

/**
 * Finds the person who caused a job of the queue `long`, where people are served in turn; null for the site's
 * own jobs.
 */
export async function findPersonOfJob(db: Executor, payload: object): Promise<string | null> {
  const [row] = await db.execute<{ person: string | null }>(
    sql`select queue.person_of(${JSON.stringify(payload)}::jsonb) as person`,
  );
  return row?.person ?? null;
}

/**
 * Ends a person's turn in the queue `long`. @param person the person whose job has run, and whose other
 * waiting jobs move behind those of other people; null for the site's own jobs @param favoursLongest lets the
 * longest waiting job run next, whatever its priority
 */
export async function endTurn(
  db: Executor,
  { person, favoursLongest }: { person: string | null; favoursLongest: boolean },
): Promise<void> {
  await db.execute(sql`select queue.end_turn(${person}, 'long', ${favoursLongest})`);
}

/** Lists the scorer versions with which rounds were sealed. */
export async function listScorerVersions(db: Executor): Promise<string[]> {
  const rows = await db.execute<{ version: string }>(
    sql`select distinct scorer_version as version from ${rounds} where scorer_version is not null`,
  );
  return rows.map(({ version }) => version);
}

/** Finds the scorer version with which the round of a job's payload was sealed; null without such a round. */
export async function findScorerVersionOf(db: Executor, payload: object): Promise<string | null> {
  const [row] = await db.execute<{ version: string | null }>(
    sql`select queue.scorer_version_of(${JSON.stringify(payload)}::jsonb) as version`,
  );
  return row?.version ?? null;
}
