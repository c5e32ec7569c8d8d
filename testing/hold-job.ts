import type postgres from 'postgres';
import type { TestSite } from './make-test-site';

export type HeldJob = { id: string; task: string; payload: unknown };

/**
 * Takes the next job from the queue as graphile-worker does for a worker, without running the job: a later request with the
 * same key then becomes a second job. The library has no public function for this, so this is the only place that uses its
 * tables.
 * @param key takes only the job with this key
 * @param since the time at which the worker seems to have taken the job; by default now
 */
export async function holdJob(
  { superuser }: { superuser: postgres.Sql | postgres.TransactionSql },
  { worker, key = null, since = null }: { worker: string; key?: string | null; since?: Date | null },
): Promise<HeldJob | undefined> {
  const [job] = await superuser<HeldJob[]>`
    update graphile_worker._private_jobs job set locked_at = coalesce(${since}, now()), locked_by = ${worker}
    where id = (select id from graphile_worker.jobs
      where locked_at is null and (key = ${key} or ${key}::text is null) order by priority, run_at, id limit 1)
    returning id, (select task_identifier from graphile_worker.jobs of where of.id = job.id) as task, payload`;
  return job;
}

/** Returns all jobs that this worker holds to the queue. */
export async function returnJobs({ superuser }: Pick<TestSite, 'superuser'>, worker: string): Promise<void> {
  await superuser`select graphile_worker.force_unlock_workers(array[${worker}])`;
}

/** Deletes all jobs of the queue that no worker holds. */
export async function deleteWaitingJobs({ superuser }: Pick<TestSite, 'superuser'>): Promise<void> {
  await superuser`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`;
}

/** Makes it look as if a worker had taken its job `byMs` milliseconds earlier. */
export async function ageJob(
  { superuser }: Pick<TestSite, 'superuser'>,
  { task, byMs }: { task: string; byMs: number },
): Promise<void> {
  await superuser`
    update graphile_worker._private_jobs set locked_at = locked_at - ${byMs} * interval '1 ms'
    where id in (select id from graphile_worker.jobs where task_identifier = ${task} and locked_at is not null)`;
}
