import { sql } from 'drizzle-orm';
import type { Executor } from '../client';
import type { Team } from './people-queries';

export type Sharing = {
  slotGroupId: string;
  /** Those it shares slots with. */
  slots: Team[];
  /** Teams with which it shares feedback and exposure. */
  answers: Team[];
  reason: string | null;
};

/** The teams that share with a team in a round; without a round, in the next one. */
export async function findSharing(
  db: Executor,
  { benchmarkId, teamId, roundId }: { benchmarkId: string; teamId: string; roundId: string | null },
): Promise<Sharing> {
  const rows = await db.execute<
    Team & { slotGroupId: string; sharesSlots: boolean; sharesFeedback: boolean; reason: string | null }
  >(sql`
    with grouped as (
      select ids.team_id,
        case when ${roundId}::uuid is null then coalesce(l.group_id, ids.team_id) else group_of_team(${roundId}::uuid, ids.team_id) end as answers,
        case when ${roundId}::uuid is null then coalesce(l.group_id, ids.team_id) else slot_group_of_team(${roundId}::uuid, ids.team_id) end as slots
      from (select ${teamId}::uuid as team_id union select team_id from linked_teams where benchmark_id = ${benchmarkId}) ids
      left join linked_teams l on l.benchmark_id = ${benchmarkId} and l.team_id = ids.team_id and l.unlinked_at is null
    )
    select t.team_id as "teamId", t.slug, t.name, mine.slots as "slotGroupId",
      other.slots = mine.slots as "sharesSlots", other.answers = mine.answers as "sharesFeedback",
      (select p.reason from team_link_proposals p
        where p.proposal_id = case when other.answers = mine.answers then mine.answers else mine.slots end) as reason
    from grouped mine join grouped other on other.slots = mine.slots or other.answers = mine.answers
    join teams t on t.team_id = other.team_id
    where mine.team_id = ${teamId} order by t.name, t.slug`);
  const others = rows.filter((row) => row.teamId !== teamId);
  const teamsOf = (listed: typeof others): Team[] =>
    listed.map(({ teamId, slug, name }) => ({ teamId, slug, name }));
  return {
    slotGroupId: rows[0]?.slotGroupId ?? teamId,
    slots: teamsOf(others.filter(({ sharesSlots }) => sharesSlots)),
    answers: teamsOf(others.filter(({ sharesFeedback }) => sharesFeedback)),
    reason: others.find(({ sharesFeedback }) => sharesFeedback)?.reason ?? others[0]?.reason ?? null,
  };
}
