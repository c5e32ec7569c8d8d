import type { World } from './world';

export type TakenJob = {
  /** Null for one that the test thought up. */
  id: string | null;
  task: string;
  payload: unknown;
};

/**
 * The next job of the queue, held as graphile-worker holds it: a request with the same key that comes while it runs is a
 * job of its own.
 * @param key only the job of that key
 */
export async function takeJob({ site }: World, key: string | null = null): Promise<TakenJob | undefined> {
  const [job] = await site.superuser<TakenJob[]>`
    update graphile_worker._private_jobs job set locked_at = now(), locked_by = 'state-machine', key = null
    where id = (select id from graphile_worker._private_jobs 
      where locked_at is null and (key = ${key} or ${key}::text is null) order by priority, run_at, id limit 1)
    returning id, (select identifier from graphile_worker._private_tasks task where task.id = job.task_id) as task, payload`;
  return job;
}

/** Takes a job that was done out of the queue. */
export async function finishJob({ site }: World, { id }: TakenJob): Promise<void> {
  await site.superuser`delete from graphile_worker._private_jobs where id = ${id}`;
}

/** Puts a job back that died. */
export async function returnJob({ site }: World, { id }: TakenJob): Promise<void> {
  await site.superuser`
    update graphile_worker._private_jobs set locked_at = null, locked_by = null where id = ${id}`;
}
