import { sql } from 'drizzle-orm';
import type { Executor } from '../client';

/** Whose work a job of the long lane is; null where it is nobody's. */
export async function findPersonOfJob(db: Executor, payload: object): Promise<string | null> {
  const [row] = await db.execute<{ person: string | null }>(
    sql`select queue.person_of(${JSON.stringify(payload)}::jsonb) as person`,
  );
  return row?.person ?? null;
}

/** Puts what else waits of the person in the long lane behind what waits of others. */
export async function endTurn(db: Executor, person: string): Promise<void> {
  await db.execute(sql`select queue.end_turn(${person})`);
}
