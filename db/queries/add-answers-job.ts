import { sql } from 'drizzle-orm';
import type { Executor } from '../client';

/**
 * Asks the scorer to decide what answers of a round it can, ahead of scores that wait. A request that waits already is enough; one
 * that is being worked on isn't, since it may have looked before this transaction's end.
 */
export async function addAnswersJob(db: Executor, roundId: string): Promise<void> {
  await db.execute(sql`
    select graphile_worker.add_job('decide_answers', ${JSON.stringify({ roundId })}::json, job_key => ${`answers:${roundId}`}, priority => -10)`);
}
