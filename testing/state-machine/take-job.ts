import { holdJob, returnJobs } from '../hold-job';
import type { World } from './world';

export type TakenJob = {
  /** Null for a job that the test made up. */
  id: string | null;
  task: string;
  payload: unknown;
};

const worker = 'state-machine';

/**
 * The next job of the queue.
 * @param key only the job of that key
 */
export const takeJob = ({ site }: World, key: string | null = null): Promise<TakenJob | undefined> =>
  holdJob(site, { worker, key });

/** Removes a finished job from the queue. */
export async function finishJob(world: World, { id }: TakenJob): Promise<void> {
  await returnJobs(world.site, worker);
  await world.site.superuser`select graphile_worker.complete_jobs(array[${id}::bigint])`;
}

/** Returns a job that died to the queue. */
export const returnJob = ({ site }: World): Promise<void> => returnJobs(site, worker);
