import { sql } from 'drizzle-orm';
import type { Lane } from '@/lib/contracts/jobs';
import type { Executor } from '../client';

/** The lanes whose jobs may take minutes each: people take turns there. */
export type LaneInTurns = Extract<Lane, 'long' | 'models'>;

/** Whose work a job of those lanes is; null where it is nobody's. */
export async function findPersonOfJob(db: Executor, payload: object): Promise<string | null> {
  const [row] = await db.execute<{ person: string | null }>(
    sql`select queue.person_of(${JSON.stringify(payload)}::jsonb) as person`,
  );
  return row?.person ?? null;
}

/** Puts what else waits of the person in the lane behind what waits of others. */
export async function endTurn(db: Executor, person: string, lane: LaneInTurns): Promise<void> {
  await db.execute(sql`select queue.end_turn(${person}, ${lane})`);
}
