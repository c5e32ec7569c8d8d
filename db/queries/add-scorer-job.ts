import { sql } from 'drizzle-orm';
import type { ScorerJob } from '@/lib/contracts/job';
import type { Executor } from '../client';

/** A job that the scorer asks of itself, ahead of scores that wait; none while one with the same key is there. */
export async function addScorerJob(db: Executor, job: ScorerJob, jobKey: string): Promise<void> {
  await db.execute(sql`
    select graphile_worker.add_job(${job.task}, ${JSON.stringify(job.payload)}::json, job_key => ${jobKey}, priority => -10)
    where not exists (select from graphile_worker._private_jobs where key = ${jobKey} and attempts < max_attempts)`);
}
