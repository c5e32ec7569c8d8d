import { sql } from 'drizzle-orm';
import type { QueueName } from '@/lib/contracts/jobs';
import type { Executor } from '../client';

/** Queues whose jobs may take minutes each, where people take turns. */
export type QueueInTurns = Extract<QueueName, 'long' | 'models'>;

/** The person behind a job of those queues; null for the site's own. */
export async function findPersonOfJob(db: Executor, payload: object): Promise<string | null> {
  const [row] = await db.execute<{ person: string | null }>(
    sql`select queue.person_of(${JSON.stringify(payload)}::jsonb) as person`,
  );
  return row?.person ?? null;
}

/**
 * Ends a turn of the queue.
 * @param person the one whose job has run: their other waiting jobs move behind those of others; null for the site's own
 * @param favoursLongest lets the longest waiting job run next, whatever its priority
 */
export async function endTurn(
  db: Executor,
  { person, queue, favoursLongest }: { person: string | null; queue: QueueInTurns; favoursLongest: boolean },
): Promise<void> {
  await db.execute(sql`select queue.end_turn(${person}, ${queue}, ${favoursLongest})`);
}
