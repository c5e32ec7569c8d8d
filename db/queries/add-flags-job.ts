import { sql } from 'drizzle-orm';
import type { Executor } from '../client';

/** Asks for flags on a round's submissions, behind scores that wait: nobody waits for flags. */
export async function addFlagsJob(db: Executor, roundId: string): Promise<void> {
  await db.execute(sql`
    select graphile_worker.add_job('raise_flags', ${JSON.stringify({ roundId })}::json, job_key => ${`raise-flags:${roundId}`}, priority => 10)`);
}
