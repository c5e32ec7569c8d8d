import { and, asc, countDistinct, eq, inArray, isNull, notExists, sql } from 'drizzle-orm';
import type { TeamLink } from '@/lib/core/team/team-link';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { models } from '../schema/models';
import { users } from '../schema/people';
import { linkedTeams, teamLinkProposals, teamNames } from '../schema/team-links';
import { isPending, type Proposal, proposalOf } from './moderation-queries';
import { isNamedIn } from './pseudonym-queries';
import type { Team } from './team-queries';

/**
 * Locks the links of a benchmark, after waiting for every submission to it that is being accepted. The benchmark's row is locked
 * first, as at the opening of a round: rows of links refer to it.
 */
export async function lockTeamLinks(db: Executor, benchmarkId: string): Promise<void> {
  await db
    .select({ id: benchmarks.benchmarkId })
    .from(benchmarks)
    .where(eq(benchmarks.benchmarkId, benchmarkId))
    .for('key share');
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`linked-teams:${benchmarkId}`}, 0))`);
}

/** The teams that have entered a model, by their public names there. */
export async function listParticipatingTeams(db: Executor, benchmarkId: string): Promise<Team[]> {
  return db
    .selectDistinct({ teamId: teamNames.teamId, slug: teamNames.slug, name: teamNames.name })
    .from(models)
    .innerJoin(teamNames, isNamedIn(models.benchmarkId, models.teamId))
    .where(eq(models.benchmarkId, benchmarkId))
    .orderBy(asc(teamNames.name), asc(teamNames.slug));
}

export type TeamLinkRow = TeamLink &
  Team & {
    reason: string;
    linkedAt: Date;
    isByOne: boolean;
    proposedAt: Date;
    proposedBy: string | null;
    proposerName: string | null;
    consenterName: string | null;
  };

/** Number of links ever made in the benchmark: each link makes a group of its own. */
export async function countTeamLinks(db: Executor, benchmarkId: string): Promise<number> {
  const [row] = await db
    .select({ links: countDistinct(linkedTeams.teamGroupId) })
    .from(linkedTeams)
    .where(eq(linkedTeams.benchmarkId, benchmarkId));
  return row?.links ?? 0;
}

/** The links in force, including those still in force in a running round: at most one a team, the newest. */
export async function listTeamLinks(db: Executor, benchmarkId: string): Promise<TeamLinkRow[]> {
  const rows = await db.execute<
    Omit<TeamLinkRow, 'linkedAt' | 'unlinkedAt' | 'proposedAt'> & {
      linkedAt: string;
      unlinkedAt: string | null;
      proposedAt: string;
    }
  >(sql`
    select distinct on (l.team_id) l.team_id as "teamId", l.group_id as "teamGroupId", l.reason, t.slug, t.name,
      to_json(l.linked_at) #>> '{}' as "linkedAt", to_json(l.unlinked_at) #>> '{}' as "unlinkedAt", l.is_by_one as "isByOne",
      to_json(p.proposed_at) #>> '{}' as "proposedAt", p.proposed_by as "proposedBy",
      proposer.name as "proposerName", consenter.name as "consenterName"
    from linked_teams l join team_names t using (team_id, benchmark_id) join team_link_proposals p on p.proposal_id = l.group_id
      left join users proposer on proposer.user_id = p.proposed_by left join users consenter on consenter.user_id = p.consented_by
    where l.benchmark_id = ${benchmarkId} and (l.unlinked_at is null or exists (
      select from rounds r where r.benchmark_id = l.benchmark_id and r.state in ('open', 'frozen') and r.opened_at <= l.unlinked_at))
    order by l.team_id, l.unlinked_at desc nulls first, l.linked_at desc`);
  return rows.map((row) => ({
    ...row,
    linkedAt: new Date(row.linkedAt),
    unlinkedAt: row.unlinkedAt === null ? null : new Date(row.unlinkedAt),
    proposedAt: new Date(row.proposedAt),
  }));
}

/** A trigger sets begin and end of a link, whatever is written. */
const triggersClock = sql`clock_timestamp()`;

/** The caller has locked the benchmark's links, and has proposed this one or consented to it. */
export async function insertTeamLinks(
  db: Executor,
  values: Omit<typeof linkedTeams.$inferInsert, 'linkedAt'>[],
): Promise<void> {
  await db.insert(linkedTeams).values(values.map((row) => ({ ...row, linkedAt: triggersClock })));
}

/** Ends the links that haven't ended. @returns when each ended */
export async function updateTeamsUnlinked(
  db: Executor,
  {
    unlinkedBy,
    benchmarkId,
    teamIds,
  }: { benchmarkId: string; teamIds: readonly string[]; unlinkedBy: string },
): Promise<void> {
  await db
    .update(linkedTeams)
    .set({ unlinkedAt: triggersClock, unlinkedBy })
    .where(
      and(
        eq(linkedTeams.benchmarkId, benchmarkId),
        inArray(linkedTeams.teamId, [...teamIds]),
        isNull(linkedTeams.unlinkedAt),
      ),
    );
}

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

export type Sharing = {
  slotGroupId: string;
  /** Teams with which it shares slots. */
  slots: Team[];
  /** Teams with which it shares feedback and exposure. */
  feedback: Team[];
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
        case when ${roundId}::uuid is null then coalesce(l.group_id, ids.team_id) else group_of_team(${roundId}::uuid, ids.team_id) end as feedback,
        case when ${roundId}::uuid is null then coalesce(l.group_id, ids.team_id) else slot_group_of_team(${roundId}::uuid, ids.team_id) end as slots
      from (select ${teamId}::uuid as team_id union select team_id from linked_teams where benchmark_id = ${benchmarkId}) ids
      left join linked_teams l on l.benchmark_id = ${benchmarkId} and l.team_id = ids.team_id and l.unlinked_at is null
    )
    select t.team_id as "teamId", t.slug, t.name, mine.slots as "slotGroupId",
      other.slots = mine.slots as "sharesSlots", other.feedback = mine.feedback as "sharesFeedback",
      (select p.reason from team_link_proposals p
        where p.proposal_id = case when other.feedback = mine.feedback then mine.feedback else mine.slots end) as reason
    from grouped mine join grouped other on other.slots = mine.slots or other.feedback = mine.feedback
    join team_names t on t.team_id = other.team_id and t.benchmark_id = ${benchmarkId}
    where mine.team_id = ${teamId} order by t.name, t.slug`);
  const others = rows.filter((row) => row.teamId !== teamId);
  const teamsOf = (listed: typeof others): Team[] =>
    listed.map(({ teamId, slug, name }) => ({ teamId, slug, name }));
  return {
    slotGroupId: rows[0]?.slotGroupId ?? teamId,
    slots: teamsOf(others.filter(({ sharesSlots }) => sharesSlots)),
    feedback: teamsOf(others.filter(({ sharesFeedback }) => sharesFeedback)),
    reason: others.find(({ sharesFeedback }) => sharesFeedback)?.reason ?? others[0]?.reason ?? null,
  };
}

export type LinkProposal = Proposal & { proposalId: string; teamIds: string[] };

/** The links of a benchmark that wait for a second person, oldest first. */
export async function listLinkProposals(db: Executor, benchmarkId: string): Promise<LinkProposal[]> {
  return db
    .select({
      proposalId: teamLinkProposals.proposalId,
      teamIds: teamLinkProposals.teamIds,
      ...proposalOf(teamLinkProposals, teamLinkProposals.benchmarkId),
    })
    .from(teamLinkProposals)
    .leftJoin(users, eq(users.id, teamLinkProposals.proposedBy))
    .where(
      and(
        eq(teamLinkProposals.benchmarkId, benchmarkId),
        isPending(teamLinkProposals),
        notExists(
          db
            .select({ one: sql`1` })
            .from(linkedTeams)
            .where(
              and(
                eq(linkedTeams.benchmarkId, teamLinkProposals.benchmarkId),
                eq(linkedTeams.teamGroupId, teamLinkProposals.proposalId),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(teamLinkProposals.proposedAt), asc(teamLinkProposals.proposalId));
}

/** A trigger sets the time of the proposal. @returns the proposal's id, which its group will have too */
export async function insertLinkProposal(
  db: Executor,
  values: {
    benchmarkId: string;
    teamIds: string[];
    reason: string;
    proposedBy: string | null;
    mergeId?: string;
  },
): Promise<string> {
  const [row] = await db
    .insert(teamLinkProposals)
    .values({ ...values, proposedAt: sql`clock_timestamp()` })
    .returning({ proposalId: teamLinkProposals.proposalId });
  if (!row) throw new Error('a link was not proposed');
  return row.proposalId;
}

/** A trigger sets the time, and requires a second person. */
export async function updateLinkConsented(
  db: Executor,
  proposalId: string,
  consentedBy: string,
): Promise<void> {
  await db.update(teamLinkProposals).set({ consentedBy }).where(eq(teamLinkProposals.proposalId, proposalId));
}

export async function updateLinkDropped(db: Executor, proposalId: string, droppedBy: string): Promise<void> {
  await db.update(teamLinkProposals).set({ droppedBy }).where(eq(teamLinkProposals.proposalId, proposalId));
}
