import { and, asc, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { TeamRole } from '@/lib/core/team/team';
import type { Executor } from '../client';
import { invitations } from '../schema/benchmarks';
import { formerTeamNames, teamMembers, teams, users } from '../schema/people';
import { roundEntrants } from '../schema/submissions';
import { teamPseudonyms } from '../schema/team-links';
import { isPending, revokePending } from './people-of-benchmark-queries';

export type Team = { teamId: string; slug: string; name: string };

export type OwnTeam = Team & { role: TeamRole; memberCount: number };

/** The teams of a person, the oldest membership first. */
export async function listTeamsOf(db: Executor, userId: string): Promise<OwnTeam[]> {
  return db
    .select({
      ...{ teamId: teams.teamId, slug: teams.slug, name: teams.name, role: teamMembers.role },
      memberCount: sql<number>`(select count(*)::int from team_members other where other.team_id = ${teams.teamId})`,
    })
    .from(teams)
    .innerJoin(teamMembers, eq(teamMembers.teamId, teams.teamId))
    .where(eq(teamMembers.userId, userId))
    .orderBy(asc(teamMembers.joinedAt), asc(teams.teamId));
}

/** Addresses of a person's teams by which published rankings name them: present and former ones, and pseudonyms. */
export async function listTeamSlugs(db: Executor, userId: string): Promise<string[]> {
  const rows = await db.execute<{ slug: string }>(sql`
    select t.slug from team_members m join teams t using (team_id) where m.user_id = ${userId}
    union select f.slug from team_members m join former_team_names f using (team_id) where m.user_id = ${userId}
    union select p.slug from team_members m join team_pseudonyms p using (team_id) where m.user_id = ${userId}`);
  return rows.map(({ slug }) => slug);
}

type NewTeam = { slug: string; name: string; skeleton: string; description?: string; userId: string };

/** Creates a team with its founder as captain. Undefined when the slug is taken, or a team's name looks the same. */
export async function insertTeam(db: Executor, { userId, ...values }: NewTeam): Promise<Team | undefined> {
  const [team] = await db
    .insert(teams)
    .values({ ...values, foundedBy: userId })
    .onConflictDoNothing()
    .returning({ teamId: teams.teamId, slug: teams.slug, name: teams.name });
  if (team) await insertMember(db, { teamId: team.teamId, userId, role: 'captain', isNamed: false });
  return team;
}

export type FoundTeam = Team & { description: string };

const named = { teamId: teams.teamId, slug: teams.slug, name: teams.name, description: teams.description };

export async function findTeamById(db: Executor, teamId: string): Promise<FoundTeam | undefined> {
  const [team] = await db.select(named).from(teams).where(eq(teams.teamId, teamId));
  return team;
}

/** The team with this address, else the one that had it before, by its name or by a pseudonym that has ended. */
export async function findTeamByAddress(db: Executor, slug: string): Promise<FoundTeam | undefined> {
  const [present] = await db.select(named).from(teams).where(eq(teams.slug, slug));
  if (present) return present;
  const [former] = await db
    .select(named)
    .from(teams)
    .innerJoin(formerTeamNames, eq(formerTeamNames.teamId, teams.teamId))
    .where(and(eq(formerTeamNames.slug, slug), eq(formerTeamNames.isShown, true)))
    .limit(1);
  if (former) return former;
  const [ended] = await db
    .select(named)
    .from(teams)
    .innerJoin(teamPseudonyms, eq(teamPseudonyms.teamId, teams.teamId))
    .where(and(eq(teamPseudonyms.slug, slug), isNotNull(teamPseudonyms.endedAt)));
  return ended;
}

/**
 * True if this address or look-alike form is, or was, of another team or of a pseudonym.
 * @param ofTeam the team that wants it; null for a new one
 */
export async function isNameTaken(
  db: Executor,
  { ofTeam = null, slug = '', skeleton = '' }: { ofTeam?: string | null; slug?: string; skeleton?: string },
): Promise<boolean> {
  const [row] = await db.execute<{ isTaken: boolean }>(
    sql`select is_team_name_taken(${ofTeam}::uuid, ${slug}, ${skeleton}) as "isTaken"`,
  );
  return row?.isTaken ?? false;
}

/** Locks a team for a change of its members, which waits for submissions of the team that are being accepted. */
export async function lockTeam(db: Executor, teamId: string): Promise<void> {
  await db.select({ teamId: teams.teamId }).from(teams).where(eq(teams.teamId, teamId)).for('no key update');
}

/** @throws a violated constraint where the name or the address is taken, or the person is no captain */
export async function renameTeam(
  db: Executor,
  renamed: { teamId: string; userId: string; name: string; slug: string; skeleton: string },
): Promise<void> {
  const { teamId, userId, name, slug, skeleton } = renamed;
  await db.execute(sql`select rename_team(${teamId}, ${userId}, ${name}, ${slug}, ${skeleton})`);
}

export async function updateDescription(db: Executor, teamId: string, description: string): Promise<void> {
  await db.update(teams).set({ description }).where(eq(teams.teamId, teamId));
}

export type FormerName = { slug: string; name: string; endedAt: Date };

/** Names that the team's captains replaced, the newest first. */
export async function listFormerNames(db: Executor, teamId: string): Promise<FormerName[]> {
  return db
    .select({ slug: formerTeamNames.slug, name: formerTeamNames.name, endedAt: formerTeamNames.endedAt })
    .from(formerTeamNames)
    .where(and(eq(formerTeamNames.teamId, teamId), eq(formerTeamNames.isShown, true)))
    .orderBy(desc(formerTeamNames.endedAt));
}

/** The members, the oldest first. */
export async function listMembers(db: Executor, teamId: string) {
  return db
    .select({
      ...{ userId: users.id, role: teamMembers.role, isNamed: teamMembers.isNamed },
      ...{ joinedAt: teamMembers.joinedAt, name: users.name, email: users.email },
      ...{ affiliation: users.affiliation, orcid: users.orcid, link: users.link },
      shownFields: users.shownFields,
    })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(eq(teamMembers.teamId, teamId))
    .orderBy(asc(teamMembers.joinedAt), asc(users.id));
}

export type Member = Awaited<ReturnType<typeof listMembers>>[number];

export async function findMemberRole(
  db: Executor,
  teamId: string,
  userId: string,
): Promise<TeamRole | undefined> {
  const [row] = await db.select({ role: teamMembers.role }).from(teamMembers).where(isMember(teamId, userId));
  return row?.role;
}

export const countMembers = (db: Executor, teamId: string): Promise<number> =>
  db.$count(teamMembers, eq(teamMembers.teamId, teamId));

const isMember = (teamId: string, userId: string) =>
  and(eq(teamMembers.teamId, teamId), eq(teamMembers.userId, userId));

export async function insertMember(
  db: Executor,
  values: { teamId: string; userId: string; role: TeamRole; isNamed: boolean },
): Promise<void> {
  await db.insert(teamMembers).values(values);
}

export async function updateMember(
  db: Executor,
  { teamId, userId }: { teamId: string; userId: string },
  changed: { role?: TeamRole; isNamed?: boolean },
): Promise<void> {
  await db.update(teamMembers).set(changed).where(isMember(teamId, userId));
}

export async function deleteMember(db: Executor, teamId: string, userId: string): Promise<void> {
  await db.delete(teamMembers).where(isMember(teamId, userId));
}

/** Invitations to the team that can still be accepted, the oldest first. */
export async function listTeamInvitations(db: Executor, teamId: string, now: Date) {
  return db
    .select({
      // The address is null for a link.
      ...{ invitationId: invitations.invitationId, email: invitations.email, role: invitations.teamRole },
      ...{
        invitedByName: users.name,
        invitedAt: invitations.invitedAt,
        expiresAt: invitations.expiresAt,
      },
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(and(eq(invitations.teamId, teamId), isPending(now)))
    .orderBy(asc(invitations.invitedAt), asc(invitations.invitationId));
}

export type TeamInvitation = Awaited<ReturnType<typeof listTeamInvitations>>[number];

/** Revokes pending invitations: one, or those to an address. @returns their number */
export async function revokeTeamInvitations(
  db: Executor,
  { teamId, invitationId, email }: { teamId: string; invitationId?: string; email?: string },
  now: Date,
): Promise<number> {
  const isThat =
    invitationId === undefined
      ? eq(invitations.email, email ?? '')
      : eq(invitations.invitationId, invitationId);
  return (await revokePending(db, and(eq(invitations.teamId, teamId), isThat), now)).length;
}

/** The team for which a person submits in a round; undefined before the first submission of theirs. */
export async function findBoundTeam(
  db: Executor,
  roundId: string,
  userId: string,
): Promise<Team | undefined> {
  const [row] = await db
    .select({ teamId: teams.teamId, slug: teams.slug, name: teams.name })
    .from(roundEntrants)
    .innerJoin(teams, eq(teams.teamId, roundEntrants.teamId))
    .where(and(eq(roundEntrants.roundId, roundId), eq(roundEntrants.userId, userId)));
  return row;
}

export type Entrants = {
  /** Members who are bound to another team in the round, and to which. */
  boundElsewhere: readonly { userId: string; team: string }[];
  /** People who count for the team's size: its members, and those who have left since it entered. */
  people: number;
};

/** Columns of the people who would enter, or have entered, a round with a team. */
export const entrantsOf = (roundId: string, teamId: string) => ({
  boundElsewhere: sql<Entrants['boundElsewhere']>`(
    select coalesce(json_agg(json_build_object('userId', e.user_id, 'team', t.name)), '[]')
    from team_members m join round_entrants e using (user_id) join teams t on t.team_id = e.team_id
    where m.team_id = ${teamId} and e.round_id = ${roundId} and e.team_id <> ${teamId})`,
  people: sql<number>`(
    select count(*)::int from (
      select user_id from team_members where team_id = ${teamId}
      union select user_id from round_entrants where round_id = ${roundId} and team_id = ${teamId}) counted)`,
});

export async function findEntrants(db: Executor, roundId: string, teamId: string): Promise<Entrants> {
  const { boundElsewhere, people } = entrantsOf(roundId, teamId);
  const [row] = await db.execute<Entrants>(
    sql`select ${boundElsewhere} as "boundElsewhere", ${people} as people`,
  );
  return row!;
}

export type EnteredOpenRound = {
  benchmark: string;
  /** Null where the team stands under a pseudonym, which the title would link to its name, and of a private benchmark that the person may not enter. */
  title: string | null;
  round: number;
  closesAt: string | null;
  sizeMax: number;
  people: number;
  /** The other team to which the person is bound there. */
  boundTo: string | null;
};

/** True if a person may read benchmark `b`: a private one only as its maintainer or with a way to enter it. */
export const isReadableBy = (userId: string): SQL => sql`(b.visibility in ('public', 'unlisted')
  or exists (select from benchmark_maintainers r where r.benchmark_id = b.benchmark_id and r.user_id = ${userId}::uuid)
  or b.visibility = 'private' and entry_of(b.benchmark_id, ${userId}::uuid) is not null)`;

/**
 * Open rounds that a team has entered, as they bind a person who joins it. Those without a title come last, since a place in the
 * order of titles would reveal them.
 */
export async function listOpenRoundsEntered(
  db: Executor,
  teamId: string,
  userId: string,
): Promise<EnteredOpenRound[]> {
  const rows = await db.execute<EnteredOpenRound>(sql`
    select b.slug as benchmark, shown.title, r.number as round, to_json(r.closes_at) #>> '{}' as "closesAt", b.team_size_max as "sizeMax",
      (select count(*)::int from round_entrants c where c.round_id = r.round_id and c.team_id = ${teamId}) as people,
      (select t.name from round_entrants o join teams t using (team_id)
        where o.round_id = r.round_id and o.user_id = ${userId} and o.team_id <> ${teamId}) as "boundTo"
    from rounds r join benchmarks b using (benchmark_id) join team_names n on n.benchmark_id = b.benchmark_id and n.team_id = ${teamId}
      cross join lateral (select case when n.own_name is null and ${isReadableBy(userId)} then b.title end) shown (title)
    where r.state in ('open', 'frozen') and r.closed_at is null
      and exists (select from round_entrants e where e.round_id = r.round_id and e.team_id = ${teamId})
    order by shown.title nulls last, r.round_id`);
  return [...rows];
}

export type OwnOpenRound = {
  benchmark: string;
  title: string;
  roundTitle: string;
  /** ISO 8601. */
  closesAt: string | null;
  quotaPerRound: number;
  /** Used slots, of linked teams too. */
  usedCount: number;
};

/** Open rounds that a team has entered, for its members, by their close. A private one is shown to a member who may enter it. */
export async function listOwnOpenRounds(
  db: Executor,
  teamId: string,
  userId: string,
): Promise<OwnOpenRound[]> {
  const rows = await db.execute<OwnOpenRound>(sql`
    select b.slug as benchmark, b.title, r.title as "roundTitle", to_json(r.closes_at) #>> '{}' as "closesAt",
      coalesce(r.quota_per_round, b.quota_per_round) as "quotaPerRound",
      (select count(*)::int from round_slots s
        where s.round_id = r.round_id and s.group_id = slot_group_of_team(r.round_id, ${teamId})) as "usedCount"
    from rounds r join benchmarks b using (benchmark_id)
    where r.state = 'open' and ${isReadableBy(userId)}
      and exists (select from round_entrants e where e.round_id = r.round_id and e.team_id = ${teamId})
    order by r.closes_at, b.title, b.slug`);
  return [...rows];
}

/** Benchmarks in which the team has models, unlisted ones too, by title. A private one is shown to a member who may enter it. */
export async function listBenchmarksEntered(
  db: Executor,
  teamId: string,
  userId: string,
): Promise<{ slug: string; title: string }[]> {
  const rows = await db.execute<{ slug: string; title: string }>(sql`
    select b.slug, b.title from benchmarks b
    where exists (select from models m where m.benchmark_id = b.benchmark_id and m.team_id = ${teamId})
      and ${isReadableBy(userId)}
    order by b.title, b.slug`);
  return [...rows];
}
