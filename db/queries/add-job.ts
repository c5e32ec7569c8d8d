import { sql } from 'drizzle-orm';
import type { JobAskedBy, JobPayload } from '@/lib/contracts/jobs';
import type { Executor } from '../client';

/**
 * Queues a job for the scorer, within the caller's transaction. It replaces a waiting one with the same key, but not a running
 * one.
 */
export async function addJob<Name extends JobAskedBy<'web'>>(
  db: Executor,
  name: Name,
  payload: JobPayload<Name>,
): Promise<void> {
  await db.execute(sql`select queue.add_job(${name}, ${JSON.stringify(payload)}::jsonb)`);
}
