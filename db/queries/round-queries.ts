import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Direction } from '@/lib/core/benchmark';
import { parseRound, parseRoundIn } from '@/lib/core/round/parse-round';
import {
  type ClosedRound,
  type DraftRound,
  type FrozenRound,
  type OpenRound,
  type Plan,
  type PublicRound,
  publicRoundStates,
  type RevealedRound,
  type Round,
  type SealedRound,
  type StartedRound,
} from '@/lib/core/round/round';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { rounds } from '../schema/rounds';

/**
 * Order of rounds, newest first, as in `isNewerRound`: by the opening, since a sealed round can open before
 * one with a smaller number. A round that was replaced before it opened has the position of its replacement;
 * waiting rounds come first.
 */
export const newestFirst = [
  sql`coalesce(${rounds.openedAt}, ${rounds.invalidatedAt}) desc nulls first`,
  desc(rounds.number),
] as const;

export async function findRoundByNumber(
  db: Executor,
  benchmarkId: string,
  number: number,
): Promise<Round | undefined> {
  const [row] = await db
    .select()
    .from(rounds)
    .where(and(eq(rounds.benchmarkId, benchmarkId), eq(rounds.number, number)));
  return row && parseRound(row);
}

/**
 * Finds the newest round that opened before this one and whose ranking counts. `findRoundBefore` does the
 * same with rounds that were read already.
 */
export async function findRankedRoundBefore(
  db: Executor,
  { benchmarkId, roundId }: Pick<StartedRound, 'benchmarkId' | 'roundId'>,
): Promise<PublicRound | undefined> {
  const [row] = await db
    .select()
    .from(rounds)
    .where(
      and(
        eq(rounds.benchmarkId, benchmarkId),
        inArray(rounds.state, ['closed', 'revealed']),
        sql`(${rounds.openedAt}, ${rounds.number}) < (select after.opened_at, after.number from rounds after where after.round_id = ${roundId})`,
      ),
    )
    .orderBy(...newestFirst)
    .limit(1);
  return row && parseRoundIn(row, 'closed', 'revealed');
}

export async function findRoundById(db: Executor, roundId: string): Promise<Round | undefined> {
  const [row] = await db.select().from(rounds).where(eq(rounds.roundId, roundId));
  return row && parseRound(row);
}

/** Finds the round that a person uploaded with this idempotency key, in any state. */
export async function findRoundByKey(
  db: Executor,
  userId: string,
  key: string,
): Promise<{ round: Round; requestSha256: string | null } | undefined> {
  const [row] = await db
    .select()
    .from(rounds)
    .where(and(eq(rounds.uploadedBy, userId), eq(rounds.idempotencyKey, key)));
  return row && { round: parseRound(row), requestSha256: row.requestSha256 };
}

/**
 * Finds the idempotency key of a draft's upload; a draft that replaces it, by the same person, takes over the
 * key.
 */
export async function findKeyOfRound(
  db: Executor,
  roundId: string,
): Promise<Pick<typeof rounds.$inferSelect, 'uploadedBy' | 'idempotencyKey' | 'requestSha256'> | undefined> {
  const { uploadedBy, idempotencyKey, requestSha256 } = rounds;
  const [row] = await db
    .select({ uploadedBy, idempotencyKey, requestSha256 })
    .from(rounds)
    .where(eq(rounds.roundId, roundId));
  return row;
}

/**
 * Lists a benchmark's rounds, newest first; with drafts only on request, since only maintainers may see them.
 */
export async function listRoundsOf(
  db: Executor,
  benchmarkIds: string[],
  options: { drafts: false },
): Promise<PublicRound[]>;

export async function listRoundsOf(
  db: Executor,
  benchmarkIds: string[],
  options: { drafts: boolean },
): Promise<Round[]>;

export async function listRoundsOf(
  db: Executor,
  benchmarkIds: string[],
  options: { drafts: boolean },
): Promise<Round[]> {
  if (benchmarkIds.length === 0) return [];
  const rows = await db
    .select()
    .from(rounds)
    .where(
      and(
        inArray(rounds.benchmarkId, benchmarkIds),
        options.drafts ? undefined : inArray(rounds.state, [...publicRoundStates]),
      ),
    )
    .orderBy(...newestFirst);
  return rows.map(parseRound);
}

/** A public round of a listed benchmark, with the benchmark's facts that a row of the page shows. */
export type EnteredRound = {
  round: PublicRound;
  benchmark: { slug: string; title: string; direction: Direction };
};

/**
 * Lists rounds of listed benchmarks in which a team has a scored submission under this public name, last
 * opened first; the snapshots decide if a ranking shows the submission. Rounds that the team entered under
 * another name aren't read at all, since their number and size would show in the page's response time. @param
 * named slug of the team or of a pseudonym
 */
export async function listRoundsEnteredBy(
  db: Executor,
  named: { teamId: string; slug: string },
  count: number,
): Promise<EnteredRound[]> {
  const { teamId, slug } = named;
  const rows = await db
    .select({
      round: rounds,
      benchmark: { slug: benchmarks.slug, title: benchmarks.title, direction: benchmarks.direction },
    })
    .from(rounds)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, rounds.benchmarkId))
    .where(
      and(
        eq(benchmarks.visibility, 'public'),
        inArray(rounds.state, [...publicRoundStates]),
        sql`${rounds.roundId} in (select s.round_id from submissions s
          where s.team_id = ${teamId} and s.state = 'scored' and not (s.is_automatic and ${rounds.state} in ('open', 'frozen')))`,
        sql`exists (select from team_names n
          where n.team_id = ${teamId} and n.benchmark_id = ${rounds.benchmarkId} and n.slug = ${slug})`,
      ),
    )
    .orderBy(desc(rounds.openedAt), desc(rounds.roundId))
    .limit(count);
  return rows.map(({ round, benchmark }) => ({
    round: parseRoundIn(round, ...publicRoundStates),
    benchmark,
  }));
}

/** Lists revealed rounds, newest first; all of them if no limit is given. */
export async function listRevealedRounds(
  db: Executor,
  benchmarkId: string,
  limit?: number,
): Promise<RevealedRound[]> {
  const query = db
    .select()
    .from(rounds)
    .where(and(eq(rounds.benchmarkId, benchmarkId), eq(rounds.state, 'revealed')))
    .orderBy(...newestFirst);
  const rows = await (limit === undefined ? query : query.limit(limit));
  return rows.map((row) => parseRoundIn(row, 'revealed'));
}

const activeVersionStates = ['sealed', 'open', 'frozen', 'closed', 'revealed'] as const;

/** Lists for each benchmark its newest sealed, open, frozen and closed (revealed or not) round. */
export async function listCurrentRoundsOf(
  db: Executor,
  benchmarkIds: readonly string[],
): Promise<(SealedRound | OpenRound | FrozenRound | ClosedRound | RevealedRound)[]> {
  if (benchmarkIds.length === 0) return [];
  const shownState = sql`case when ${rounds.state} = 'revealed' then 'closed' else ${rounds.state} end`;
  const rows = await db
    .selectDistinctOn([rounds.benchmarkId, shownState])
    .from(rounds)
    .where(
      and(inArray(rounds.benchmarkId, [...benchmarkIds]), inArray(rounds.state, [...activeVersionStates])),
    )
    .orderBy(rounds.benchmarkId, shownState, ...newestFirst);
  return rows.map((row) => parseRoundIn(row, ...activeVersionStates));
}

export async function findOpenRound(db: Executor, benchmarkId: string): Promise<OpenRound | undefined> {
  const [row] = await db
    .select()
    .from(rounds)
    .where(and(eq(rounds.benchmarkId, benchmarkId), eq(rounds.state, 'open')));
  return row && parseRoundIn(row, 'open');
}

/**
 * Finds the open round or, if there is none, a round that was frozen while open and may open again because
 * none has opened after it.
 */
export async function findOngoingRound(
  db: Executor,
  benchmarkId: string,
): Promise<OpenRound | FrozenRound | undefined> {
  const [row] = await db
    .select()
    .from(rounds)
    .where(
      and(
        eq(rounds.benchmarkId, benchmarkId),
        inArray(rounds.state, ['open', 'frozen']),
        isNull(rounds.closedAt),
        sql`not exists (select from rounds later
          where later.benchmark_id = ${benchmarkId} and later.opened_at > ${rounds.openedAt})`,
      ),
    );
  return row && parseRoundIn(row, 'open', 'frozen');
}

/**
 * Finds a round if it is open, and locks it against closing until the transaction ends; submissions share the
 * lock. It is an advisory lock because these queue: row locks aren't fair, so a stream of submissions could
 * delay a close for ever.
 */
export async function lockOpenRound(db: Executor, roundId: string): Promise<OpenRound | undefined> {
  await db.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended(${roundId}, 0))`);
  const [row] = await db
    .select()
    .from(rounds)
    .where(and(eq(rounds.roundId, roundId), eq(rounds.state, 'open')))
    .for('share');
  return row && parseRoundIn(row, 'open');
}

/** Locks one round against submissions and every other change until the transaction ends. */
export async function lockRound(db: Executor, roundId: string): Promise<Round | undefined> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${roundId}, 0))`);
  const [row] = await db.select().from(rounds).where(eq(rounds.roundId, roundId)).for('update');
  return row && parseRound(row);
}

/**
 * SQL for the smallest free round number: a deleted draft's number is reused, so that numbers have few gaps. It
 * is larger than the numbers of all sealed rounds, since a new round opens after them.
 */
const findFreeNumber = (benchmarkId: string) => sql`(
  select min(n)
  from (select coalesce(max(number), 0) + 1 as after_all, coalesce(max(number) filter (where state <> 'draft'), 0) + 1 as first_free
    from rounds where benchmark_id = ${benchmarkId}) taken, generate_series(first_free, after_all) n
  where not exists (select from rounds where benchmark_id = ${benchmarkId} and number = n))`;

/** Inserts a draft. The caller must hold the benchmark's lock. */
export async function insertRound(
  db: Executor,
  values: Omit<typeof rounds.$inferInsert, 'number' | 'queueOrder'>,
): Promise<DraftRound> {
  const number = findFreeNumber(values.benchmarkId);
  const [row] = await db
    .insert(rounds)
    .values({
      ...values,
      number,
      queueOrder: values.replacesRoundId
        ? sql`(select queue_order from rounds where round_id = ${values.replacesRoundId})`
        : number,
    })
    .returning();
  if (!row) throw new Error('a round was not inserted');
  return parseRoundIn(row, 'draft');
}

export async function updateRoundClosed(db: Executor, roundId: string, closedAt: Date): Promise<ClosedRound> {
  const [row] = await db
    .update(rounds)
    .set({
      state: 'closed',
      closedAt,
      closesAt: sql`least(${rounds.closesAt}, ${closedAt.toISOString()}::timestamptz)`,
    })
    .where(eq(rounds.roundId, roundId))
    .returning();
  if (!row) throw new Error('the locked round is missing');
  return parseRoundIn(row, 'closed');
}

/** Changes a draft. The caller must hold the round's lock. */
export async function updateDraft(
  db: Executor,
  roundId: string,
  values: { title: string } & Plan,
): Promise<void> {
  await db.update(rounds).set(values).where(eq(rounds.roundId, roundId));
}

/** Deletes a draft. The caller must hold the locks of the benchmark and the round. */
export async function deleteRoundDraft(db: Executor, roundId: string): Promise<void> {
  await db.delete(rounds).where(eq(rounds.roundId, roundId));
}

/**
 * Inserts a draft with the queue position and number of one that was just deleted. The caller must hold the
 * benchmark's lock.
 */
export async function insertReplacementDraft(
  db: Executor,
  values: typeof rounds.$inferInsert,
): Promise<void> {
  await db.insert(rounds).values(values);
}
