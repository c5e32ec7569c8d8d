import { sql } from 'drizzle-orm';
import type { Job } from '@/lib/contracts/job';
import type { Executor } from '../client';

/** Adds a job within the caller's transaction. A job with the same key that has not started is replaced. */
export async function addJob(db: Executor, job: Job, jobKey: string): Promise<void> {
  await db.execute(sql`select queue.add_job(${job.task}, ${JSON.stringify(job.payload)}::json, ${jobKey})`);
}
