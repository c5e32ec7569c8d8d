import { sql } from 'drizzle-orm';
import type { Executor } from '../client';

/**
 * The group whose quota a team uses in a round: that of the teams it was linked with at the opening, or its own, under its own
 * id. The result stays true until the transaction ends, since no link that began before the opening is still being made. Locked
 * before the clock is read.
 */
export async function lockSlotGroup(
  db: Executor,
  { benchmarkId, roundId, teamId }: { benchmarkId: string; roundId: string; teamId: string },
): Promise<string> {
  await db.execute(
    sql`select pg_advisory_xact_lock_shared(hashtextextended(${`linked-teams:${benchmarkId}`}, 0))`,
  );
  const [row] = await db.execute<{ group_id: string }>(
    sql`select slot_group_of_team(${roundId}, ${teamId}) as group_id`,
  );
  if (!row) throw new Error('a team has no group');
  return row.group_id;
}
