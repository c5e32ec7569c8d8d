import { type AnyColumn, and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { teamNames, teamPseudonyms } from '../schema/team-links';
import { type Entrants, entrantsOf, isReadableBy } from './team-queries';

/** Joins `team_names`: everything that others than a team's members read names it by this view. */
export const isNamedIn = (benchmarkId: AnyColumn, teamId: AnyColumn): SQL | undefined =>
  and(eq(teamNames.teamId, teamId), eq(teamNames.benchmarkId, benchmarkId));

/** A trigger checks the captain, the date and that nothing was submitted, and sets the time. */
export async function insertPseudonym(
  db: Executor,
  values: Omit<typeof teamPseudonyms.$inferInsert, 'setAt' | 'endedAt' | 'pseudonymId'>,
): Promise<void> {
  await db.insert(teamPseudonyms).values({ ...values, setAt: sql`clock_timestamp()` });
}

/** The pseudonyms of a team, for a member who may read their benchmarks, by their dates. */
export async function listPseudonymsOf(db: Executor, teamId: string, userId: string) {
  const b = alias(benchmarks, 'b');
  return db
    .select({
      benchmark: { slug: b.slug, title: b.title },
      ...{ slug: teamPseudonyms.slug, name: teamPseudonyms.name },
      ...{ endsAt: teamPseudonyms.endsAt, endedAt: teamPseudonyms.endedAt },
    })
    .from(teamPseudonyms)
    .innerJoin(b, eq(b.benchmarkId, teamPseudonyms.benchmarkId))
    .where(and(eq(teamPseudonyms.teamId, teamId), isReadableBy(userId)))
    .orderBy(asc(teamPseudonyms.endsAt), asc(teamPseudonyms.slug));
}

/**
 * Benchmarks that a team may enter under a pseudonym, by title: the person may enter them or apply, and the team has entered nothing
 * there. An unlisted or private one is shown to a person who has entered it, a private one also to those on its list.
 */
export async function listBenchmarksForPseudonym(
  db: Executor,
  teamId: string,
  userId: string,
): Promise<{ slug: string; title: string }[]> {
  const rows = await db.execute<{ slug: string; title: string }>(sql`
    select b.slug, b.title from benchmarks b
    where case b.visibility
        when 'public' then b.entry = 'approval' or entry_of(b.benchmark_id, ${userId}) is not null
        when 'private' then entry_of(b.benchmark_id, ${userId}) is not null
        else exists (
          select from entrants e where e.benchmark_id = b.benchmark_id and e.user_id = ${userId} and e.state = 'entered')
      end and b.visibility <> 'withdrawn'
      and not exists (select from models m where m.benchmark_id = b.benchmark_id and m.team_id = ${teamId})
      and not exists (select from linked_teams l where l.benchmark_id = b.benchmark_id and l.team_id = ${teamId})
      and not exists (select from team_pseudonyms p where p.benchmark_id = b.benchmark_id and p.team_id = ${teamId})
    order by b.title, b.slug limit ${benchmarksMax}`);
  return [...rows];
}

const benchmarksMax = 500;

/** The pseudonym in force with this address, and its team, whose name is not public. */
export async function findPseudonymByAddress(
  db: Executor,
  slug: string,
): Promise<{ teamId: string; benchmarkId: string; slug: string; name: string; endsAt: Date } | undefined> {
  const { teamId, benchmarkId, name, endsAt } = teamPseudonyms;
  const [row] = await db
    .select({ teamId, benchmarkId, slug: teamPseudonyms.slug, name, endsAt })
    .from(teamPseudonyms)
    .where(and(eq(teamPseudonyms.slug, slug), isNull(teamPseudonyms.endedAt)));
  return row;
}

/** A team as others see it in an open round. */
export type TeamInRound = {
  /** Its public name in the benchmark. */
  name: string;
  isPseudonym: boolean;
  /** True before its first entry in the benchmark. */
  isNew: boolean;
  /** It had access to the labels, and isn't ranked. */
  isHost: boolean;
};

/** @returns with the people of the team, of whom others may not know everything */
export async function findTeamInRound(
  db: Executor,
  { benchmarkId, roundId, teamId }: { benchmarkId: string; roundId: string; teamId: string },
): Promise<TeamInRound & { entrants: Entrants }> {
  const [row] = await db
    .select({
      name: teamNames.name,
      isPseudonym: sql<boolean>`${teamNames.ownName} is not null`,
      isNew: sql<boolean>`not exists (
        select from models m where m.benchmark_id = ${benchmarkId} and m.team_id = ${teamId})`,
      isHost: sql<boolean>`${teamId}::uuid in (select host_teams_of(${roundId}))`,
      entrants: entrantsOf(roundId, teamId),
    })
    .from(teamNames)
    .where(and(eq(teamNames.benchmarkId, benchmarkId), eq(teamNames.teamId, teamId)));
  if (!row) throw new Error('a team without a name in a benchmark');
  return row;
}

/** True while the team stands under a pseudonym in the benchmark. */
export async function isPseudonymous(db: Executor, benchmarkId: string, teamId: string): Promise<boolean> {
  const { endedAt } = teamPseudonyms;
  const isThat = and(eq(teamPseudonyms.benchmarkId, benchmarkId), eq(teamPseudonyms.teamId, teamId));
  return (await db.$count(teamPseudonyms, and(isThat, isNull(endedAt)))) > 0;
}

/** Ends the pseudonyms whose date has passed. */
export async function endPseudonyms(db: Executor): Promise<void> {
  await db.execute(sql`select end_pseudonyms()`);
}
