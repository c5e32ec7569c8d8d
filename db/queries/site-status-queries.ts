import { sql } from 'drizzle-orm';
import type { QueueName } from '@/lib/contracts/jobs';
import type { Executor } from '../client';

export type QueueDepth = {
  queue: QueueName;
  waiting: number;
  running: number;
  /** Jobs that have failed as often as they may. */
  dead: number;
  /** The run time of the oldest job that could run. */
  oldestAt: Date | null;
};

export async function listQueueDepths(db: Executor): Promise<QueueDepth[]> {
  const rows = await db.execute<{
    queue: QueueName;
    waiting: string;
    running: string;
    dead: string;
    oldest_run_at: string | null;
  }>(sql`select * from queue.list_depths()`);
  return rows.map(({ queue, waiting, running, dead, oldest_run_at: oldest }) => ({
    ...{ queue, waiting: Number(waiting), running: Number(running), dead: Number(dead) },
    oldestAt: oldest === null ? null : new Date(oldest),
  }));
}
