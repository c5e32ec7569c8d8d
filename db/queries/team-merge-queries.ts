import { and, asc, desc, eq, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { teamMembers, teams } from '../schema/people';
import { teamMerges } from '../schema/team-links';
import { isReadableBy } from './team-queries';

const b = alias(benchmarks, 'b');

const first = alias(teams, 'first');

const second = alias(teams, 'second');

const merged = alias(teams, 'merged');

const selectMerges = (db: Executor) =>
  db
    .select({
      merge: teamMerges,
      benchmark: b,
      team: { teamId: first.teamId, slug: first.slug, name: first.name },
      other: { teamId: second.teamId, slug: second.slug, name: second.name },
      mergedSlug: merged.slug,
    })
    .from(teamMerges)
    .innerJoin(b, eq(b.benchmarkId, teamMerges.benchmarkId))
    .innerJoin(first, eq(first.teamId, teamMerges.teamId))
    .innerJoin(second, eq(second.teamId, teamMerges.otherTeamId))
    .leftJoin(merged, eq(merged.teamId, teamMerges.mergedTeamId));

export type NamedMerge = Awaited<ReturnType<typeof selectMerges>>[number];

const isOf = (teamId: string) => or(eq(teamMerges.teamId, teamId), eq(teamMerges.otherTeamId, teamId));

const isPending = and(isNull(teamMerges.mergedAt), isNull(teamMerges.droppedAt));

/** Lists merges of a team in benchmarks that this member may read, newest first. */
export const listMergesOf = (db: Executor, teamId: string, userId: string): Promise<NamedMerge[]> =>
  selectMerges(db)
    .where(and(isOf(teamId), isReadableBy(userId)))
    .orderBy(desc(teamMerges.askedAt), asc(teamMerges.mergeId))
    .limit(50);

/** Lists merges in a benchmark to which both teams agreed, newest first. */
export const listAgreedMerges = (db: Executor, benchmarkId: string): Promise<NamedMerge[]> =>
  selectMerges(db)
    .where(and(eq(teamMerges.benchmarkId, benchmarkId), isNotNull(teamMerges.agreedAt)))
    .orderBy(desc(teamMerges.agreedAt), asc(teamMerges.mergeId))
    .limit(50);

/** Lists merges whose objection period is over. */
export const listDueMerges = (db: Executor, now: Date): Promise<NamedMerge[]> =>
  selectMerges(db)
    .where(and(isPending, lte(teamMerges.objectionsUntil, now)))
    .orderBy(asc(teamMerges.objectionsUntil))
    .limit(20);

/**
 * Finds a merge that waits for consent or objections. @param userId a person who must be able to read the
 * benchmark; null for no such condition
 */
export async function findPendingMerge(
  db: Executor,
  mergeId: string,
  userId: string | null = null,
): Promise<NamedMerge | undefined> {
  const isRead = userId === null ? undefined : isReadableBy(userId);
  const [row] = await selectMerges(db).where(and(eq(teamMerges.mergeId, mergeId), isPending, isRead));
  return row;
}

/** True if one of the teams has another unfinished merge in the benchmark. */
export async function hasPendingMerge(
  db: Executor,
  benchmarkId: string,
  teamIds: readonly [string, string],
): Promise<boolean> {
  const ofEither: SQL | undefined = or(isOf(teamIds[0]), isOf(teamIds[1]));
  return (await db.$count(teamMerges, and(eq(teamMerges.benchmarkId, benchmarkId), ofEither, isPending))) > 0;
}

/** Inserts a captain's request for a merge. A trigger sets the time. @returns the merge's id */
export async function insertMerge(
  db: Executor,
  values: Omit<typeof teamMerges.$inferInsert, 'askedAt'>,
): Promise<string> {
  const [row] = await db
    .insert(teamMerges)
    .values({ ...values, askedAt: sql`clock_timestamp()` })
    .returning({ mergeId: teamMerges.mergeId });
  if (!row) throw new Error('a merge was not inserted');
  return row.mergeId;
}

/** Changes a merge. A trigger checks the person's role, and sets the times. */
export async function updateMerge(
  db: Executor,
  mergeId: string,
  changed: Pick<Partial<typeof teamMerges.$inferInsert>, 'agreedBy' | 'droppedBy' | 'dropReason'>,
): Promise<void> {
  await db.update(teamMerges).set(changed).where(eq(teamMerges.mergeId, mergeId));
}

/** Completes a merge. A trigger checks that the objection period is over. */
export async function updateMerged(db: Executor, mergeId: string, mergedTeamId: string): Promise<void> {
  await db
    .update(teamMerges)
    .set({ mergedAt: sql`clock_timestamp()`, mergedTeamId })
    .where(eq(teamMerges.mergeId, mergeId));
}

/** Creates the new team of a merge, without members. Undefined if the name or the slug is taken. */
export async function insertMergedTeam(
  db: Executor,
  values: { slug: string; name: string; skeleton: string },
): Promise<string | undefined> {
  const [team] = await db
    .insert(teams)
    .values(values)
    .onConflictDoNothing()
    .returning({ teamId: teams.teamId });
  return team?.teamId;
}

/** Adds the members of two teams to the third team that the merge names; captains remain captains. */
export async function insertMergedMembers(
  db: Executor,
  teamId: string,
  from: readonly [string, string],
): Promise<void> {
  await db.execute(sql`
    insert into team_members (team_id, user_id, role, is_named)
    select ${teamId}::uuid, user_id, min(role), bool_and(is_named)
    from team_members where team_id in (${from[0]}, ${from[1]}) group by user_id order by min(joined_at), user_id`);
}

/** Counts the members of two teams, each person once. */
export async function countPeopleOf(db: Executor, from: readonly [string, string]): Promise<number> {
  const [row] = await db
    .select({ people: sql<number>`count(distinct ${teamMembers.userId})::int` })
    .from(teamMembers)
    .where(or(eq(teamMembers.teamId, from[0]), eq(teamMembers.teamId, from[1])));
  return row?.people ?? 0;
}

/** Counts the slots of a round that the quota groups of two teams have used. */
export async function countRoundSlotsOf(
  db: Executor,
  roundId: string,
  from: readonly [string, string],
): Promise<number> {
  const [row] = await db.execute<{ used: number }>(sql`
    select count(*)::int as used from round_slots s where s.round_id = ${roundId}
      and s.group_id in (slot_group_of_team(${roundId}, ${from[0]}), slot_group_of_team(${roundId}, ${from[1]}))`);
  return row?.used ?? 0;
}
