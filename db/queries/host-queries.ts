import { sql } from 'drizzle-orm';
import type { Executor } from '../client';

/** True if a label holder is behind the team's entries of a round, which are then shown and never ranked. */
export async function isHostTeam(db: Executor, roundId: string, teamId: string): Promise<boolean> {
  const [row] = await db.execute<{ isHost: boolean }>(
    sql`select is_host_team(${roundId}, ${teamId}) as "isHost"`,
  );
  return row?.isHost ?? false;
}
