import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { EntrantState, EntryVerdict, EntryWay } from '@/lib/core/entry/entry';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { entrants, entryAddresses, entryCodes, rulesAcceptances, rulesVersions } from '../schema/entry';
import { users } from '../schema/people';

/** A person's place among a benchmark's entrants, and the version of the rules that they accepted last. */
export type Entry = {
  /** The way by which the person has entered or may enter now; null for none. */
  way: EntryWay | null;
  /** True for an owner or maintainer, who need neither enter nor accept. */
  isHost: boolean;
  state: EntrantState | null;
  reason: string | null;
  acceptedVersion: number | null;
};

export async function findEntry(
  db: Executor,
  { benchmarkId, userId }: { benchmarkId: string; userId: string },
): Promise<Entry> {
  const [row] = await db.execute<Entry>(sql`
    select entry_of(${benchmarkId}::uuid, ${userId}::uuid) as way, is_maintainer(${benchmarkId}::uuid, ${userId}::uuid) as "isHost",
      e.state, e.reason, (
        select max(number) from rules_acceptances a
        where a.benchmark_id = ${benchmarkId}::uuid and a.user_id = ${userId}::uuid) as "acceptedVersion"
    from (select 1) one left join entrants e on e.benchmark_id = ${benchmarkId}::uuid and e.user_id = ${userId}::uuid`);
  return row!;
}

export type RulesVersion = { number: number; sha256: string; madeAt: Date };

/** The version in force; undefined without rules. */
export async function findRulesInForce(db: Executor, benchmarkId: string): Promise<RulesVersion | undefined> {
  const [row] = await db
    .select({ number: rulesVersions.number, sha256: rulesVersions.sha256, madeAt: rulesVersions.madeAt })
    .from(rulesVersions)
    .where(and(eq(rulesVersions.benchmarkId, benchmarkId), isNull(rulesVersions.supersededAt)));
  return row;
}

/**
 * The version of the rules in force with a person's acceptance of it, where there are rules; and the runners in use that the
 * benchmark trusts, by name and place. In one statement.
 */
export async function findRulesOfReader(
  db: Executor,
  slug: string,
  userId: string | null,
): Promise<
  | { madeAt: Date | null; acceptedAt: Date | null; runners: readonly { name: string; place: string }[] }
  | undefined
> {
  const [row] = await db
    .select({
      madeAt: rulesVersions.madeAt,
      acceptedAt: rulesAcceptances.acceptedAt,
      runners: sql<{ name: string; place: string }[]>`coalesce((
        select jsonb_agg(jsonb_build_object('name', r.name, 'place', r.place) order by r.created_at, r.name) from runners r
        where r.revoked_at is null and (r.bound_to is null or ${benchmarks.benchmarkId} = any (r.bound_to))
          and (${benchmarks.trustedRunners} is null or r.name = any (${benchmarks.trustedRunners}))), '[]')`,
    })
    .from(benchmarks)
    .leftJoin(
      rulesVersions,
      and(eq(rulesVersions.benchmarkId, benchmarks.benchmarkId), isNull(rulesVersions.supersededAt)),
    )
    .leftJoin(
      rulesAcceptances,
      and(
        eq(rulesAcceptances.benchmarkId, rulesVersions.benchmarkId),
        eq(rulesAcceptances.number, rulesVersions.number),
        userId === null ? sql`false` : eq(rulesAcceptances.userId, userId),
      ),
    )
    .where(eq(benchmarks.slug, slug));
  return row;
}

/** Private benchmarks that a person has entered or may enter, by title. */
export async function listPrivateBenchmarksFor(
  db: Executor,
  userId: string,
): Promise<{ slug: string; title: string }[]> {
  const rows = await db.execute<{ slug: string; title: string }>(sql`
    select b.slug, b.title from benchmarks b
    where b.visibility = 'private' and b.benchmark_id in (
        select e.benchmark_id from entrants e where e.user_id = ${userId}::uuid
        union
        select a.benchmark_id from users u join entry_addresses a
          on a.address in (lower(u.email), '@' || split_part(lower(u.email), '@', 2))
        where u.user_id = ${userId}::uuid)
      and entry_of(b.benchmark_id, ${userId}::uuid) is not null
    order by b.title, b.slug limit 200`);
  return [...rows];
}

/** Accepts a version, once. The database refuses one that isn't in force. */
export async function insertRulesAcceptance(
  db: Executor,
  acceptance: { benchmarkId: string; number: number; userId: string },
): Promise<void> {
  await db.execute(sql`
    insert into rules_acceptances (benchmark_id, number, user_id)
    values (${acceptance.benchmarkId}, ${acceptance.number}, ${acceptance.userId}) on conflict do nothing`);
}

export async function findRulesAcceptedAt(
  db: Executor,
  { benchmarkId, number, userId }: { benchmarkId: string; number: number; userId: string },
): Promise<Date | undefined> {
  const [row] = await db
    .select({ acceptedAt: rulesAcceptances.acceptedAt })
    .from(rulesAcceptances)
    .where(
      and(
        eq(rulesAcceptances.benchmarkId, benchmarkId),
        eq(rulesAcceptances.number, number),
        eq(rulesAcceptances.userId, userId),
      ),
    );
  return row?.acceptedAt;
}

/** Spends one of the person's guesses, unless the code is right. @returns the benchmark; null for a wrong code */
export async function enterByCode(db: Executor, userId: string, codeSha256: string): Promise<string | null> {
  const [row] = await db.execute<{ id: string | null }>(
    sql`select enter_by_code(${userId}::uuid, ${codeSha256}) as id`,
  );
  return row?.id ?? null;
}

export type Answer = { question: string; answer: string };

/** @returns false if the person has entered or applied before */
export async function insertApplication(
  db: Executor,
  application: { benchmarkId: string; userId: string; answers: readonly Answer[] },
): Promise<boolean> {
  const { benchmarkId, userId, answers } = application;
  const [row] = await db.execute<{ isNew: boolean }>(
    sql`select ask_entry(${benchmarkId}::uuid, ${userId}::uuid, ${JSON.stringify(answers)}::jsonb) as "isNew"`,
  );
  return row!.isNew;
}

/** @returns false if no such entrant changes */
export async function updateEntrant(
  db: Executor,
  decision: { benchmarkId: string; userId: string; by: string; verdict: EntryVerdict; reason: string },
): Promise<boolean> {
  const { benchmarkId, userId, by, verdict, reason } = decision;
  const [row] = await db.execute<{ isDone: boolean }>(sql`
    select decide_entry(${benchmarkId}::uuid, ${userId}::uuid, ${by}::uuid, ${verdict}::entrant_state, ${reason}) as "isDone"`);
  return row!.isDone;
}

export async function replaceEntryList(
  db: Executor,
  list: { benchmarkId: string; by: string; addresses: readonly string[] },
): Promise<void> {
  const { benchmarkId, by, addresses } = list;
  await db.execute(sql`
    select set_entry_list(${benchmarkId}::uuid, ${by}::uuid, array(select jsonb_array_elements_text(${JSON.stringify(addresses)}::jsonb)))`);
}

/** @param codeSha256 null removes the code */
export async function replaceEntryCode(
  db: Executor,
  code: { benchmarkId: string; by: string; codeSha256: string | null },
): Promise<void> {
  const { benchmarkId, by, codeSha256 } = code;
  await db.execute(sql`select set_entry_code(${benchmarkId}::uuid, ${by}::uuid, ${codeSha256})`);
}

export async function listEntryAddresses(db: Executor, benchmarkId: string): Promise<string[]> {
  const rows = await db
    .select({ address: entryAddresses.address })
    .from(entryAddresses)
    .where(eq(entryAddresses.benchmarkId, benchmarkId))
    .orderBy(asc(entryAddresses.address));
  return rows.map(({ address }) => address);
}

/** The time since which the class code works; undefined without one. */
export async function findEntryCodeMadeAt(db: Executor, benchmarkId: string): Promise<Date | undefined> {
  const [row] = await db
    .select({ madeAt: entryCodes.madeAt })
    .from(entryCodes)
    .where(eq(entryCodes.benchmarkId, benchmarkId));
  return row?.madeAt;
}

/** The entrants of a benchmark, for its maintainers: applications first, then the newest. */
export async function listEntrants(db: Executor, benchmarkId: string) {
  return db
    .select({
      userId: entrants.userId,
      name: users.name,
      email: users.email,
      way: entrants.way,
      state: entrants.state,
      answers: entrants.answers,
      askedAt: entrants.askedAt,
      decidedAt: entrants.decidedAt,
      reason: entrants.reason,
    })
    .from(entrants)
    .innerJoin(users, eq(users.id, entrants.userId))
    .where(eq(entrants.benchmarkId, benchmarkId))
    .orderBy(
      asc(entrants.state),
      desc(sql`coalesce(${entrants.decidedAt}, ${entrants.askedAt})`),
      asc(entrants.userId),
    );
}

export type Entrant = Awaited<ReturnType<typeof listEntrants>>[number];
