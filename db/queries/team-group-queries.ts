import { sql } from 'drizzle-orm';
import type { Executor } from '../client';

type TeamInRound = { roundId: string; teamId: string };

/**
 * Whose quota, answers and exposure a team's are in a round: a group of linked teams, or the team's own id where it isn't
 * linked. A team that was unlinked since the round opened still belongs to its group there.
 */
export async function findGroupOf(db: Executor, { roundId, teamId }: TeamInRound): Promise<string> {
  const [row] = await db.execute<{ group_id: string }>(
    sql`select group_of_team(${roundId}, ${teamId}) as group_id`,
  );
  if (!row) throw new Error('a team has no group');
  return row.group_id;
}

/** The same, held against being linked until the transaction ends. Taken before the clock is read. */
export async function lockGroupOf(
  db: Executor,
  { benchmarkId, ...of }: TeamInRound & { benchmarkId: string },
): Promise<string> {
  await db.execute(
    sql`select pg_advisory_xact_lock_shared(hashtextextended(${`linked-teams:${benchmarkId}`}, 0))`,
  );
  return findGroupOf(db, of);
}

/** The teams of a group in a round, in a fixed order; of a team's own id, the team alone. */
export async function listTeamsOfGroup(
  db: Executor,
  { roundId, groupId }: { roundId: string; groupId: string },
): Promise<string[]> {
  const rows = await db.execute<{ team_id: string }>(sql`
    select distinct l.team_id from linked_teams l join rounds r using (benchmark_id)
    where r.round_id = ${roundId} and l.group_id = ${groupId} and group_of_team(r.round_id, l.team_id) = l.group_id
    order by l.team_id`);
  return rows.length > 0 ? rows.map(({ team_id }) => team_id) : [groupId];
}
