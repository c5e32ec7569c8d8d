import { and, asc, countDistinct, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { TeamLink } from '@/lib/core/team/team-link';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { models } from '../schema/models';
import { teams } from '../schema/people';
import { linkedTeams } from '../schema/team-links';
import type { Team } from './people-queries';

/**
 * Held while teams are linked or unlinked: waits for every submission to the benchmark that is being accepted. The benchmark's
 * row comes first, as in the opening of a round: rows of links refer to it.
 */
export async function lockTeamLinks(db: Executor, benchmarkId: string): Promise<void> {
  await db
    .select({ id: benchmarks.benchmarkId })
    .from(benchmarks)
    .where(eq(benchmarks.benchmarkId, benchmarkId))
    .for('key share');
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`linked-teams:${benchmarkId}`}, 0))`);
}

/** The teams that have entered a model, by name. */
export async function listTeamsThatTookPart(db: Executor, benchmarkId: string): Promise<Team[]> {
  return db
    .selectDistinct({ teamId: teams.teamId, slug: teams.slug, name: teams.name })
    .from(teams)
    .innerJoin(models, eq(models.teamId, teams.teamId))
    .where(eq(models.benchmarkId, benchmarkId))
    .orderBy(asc(teams.name), asc(teams.slug));
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
    from linked_teams l join teams t using (team_id) join team_link_proposals p on p.proposal_id = l.group_id
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

/** The caller holds the benchmark's links and has proposed this one, or consented to it. */
export async function insertTeamLinks(
  db: Executor,
  values: Omit<typeof linkedTeams.$inferInsert, 'linkedAt'>[],
): Promise<void> {
  await db.insert(linkedTeams).values(values.map((row) => ({ ...row, linkedAt: triggersClock })));
}

/** Ends the links that hold. @returns when each ended */
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
