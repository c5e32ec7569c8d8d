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

/** Puts the person's other waiting jobs of the queue behind those of others. */
export async function endTurn(db: Executor, person: string, queue: QueueInTurns): Promise<void> {
  await db.execute(sql`select queue.end_turn(${person}, ${queue})`);
}
