import { sql } from 'drizzle-orm';
import type { Executor } from '../client';

type TeamInRound = { roundId: string; teamId: string };

/**
 * Whose quota, answers and exposure a team's are in a round: a group of linked teams, or the team's own id where it isn't
 * linked. A team that was unlinked since the round opened still belongs to its group there.
 */
export async function findTeamGroup(db: Executor, { roundId, teamId }: TeamInRound): Promise<string> {
  const [row] = await db.execute<{ group_id: string }>(
    sql`select group_of_team(${roundId}, ${teamId}) as group_id`,
  );
  if (!row) throw new Error('a team has no group');
  return row.group_id;
}

/** The same, held against being linked until the transaction ends. Taken before the clock is read. */
export async function lockTeamGroup(
  db: Executor,
  { benchmarkId, ...teamInRound }: TeamInRound & { benchmarkId: string },
): Promise<string> {
  await db.execute(
    sql`select pg_advisory_xact_lock_shared(hashtextextended(${`linked-teams:${benchmarkId}`}, 0))`,
  );
  return findTeamGroup(db, teamInRound);
}
