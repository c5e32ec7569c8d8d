import { sql } from 'drizzle-orm';
import type { Executor } from '../client';

/** Whether what a team enters in a round is by who holds the labels: then it is shown and never ranked. */
export async function isHostTeam(db: Executor, roundId: string, teamId: string): Promise<boolean> {
  const [row] = await db.execute<{ isHost: boolean }>(
    sql`select is_host_team(${roundId}, ${teamId}) as "isHost"`,
  );
  return row?.isHost ?? false;
}
