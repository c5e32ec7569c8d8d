import { sql } from 'drizzle-orm';
import type { JobAskedBy, JobPayload } from '@/lib/contracts/jobs';
import type { Executor } from '../client';

/** Asks the scorer for a job, within the caller's transaction. The same one that waits already is replaced; one that runs isn't. */
export async function addJob<Name extends JobAskedBy<'web'>>(
  db: Executor,
  name: Name,
  payload: JobPayload<Name>,
): Promise<void> {
  await db.execute(sql`select queue.add_job(${name}, ${JSON.stringify(payload)}::jsonb)`);
}
