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
 * Newest first, as `isNewerRound` orders rounds: by the opening, since a sealed round can open before one with a smaller number.
 * A round that was replaced before it opened is at its replacement, and waiting rounds come first.
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

/** The newest round that opened before this one and whose ranking counts. `findRoundBefore` finds it among rounds that were read. */
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

/** The round of a person's request with an idempotency key, in any state. */
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

/** The key of a draft's upload, which a replacement by the same person keeps. */
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

/** Newest first; drafts only on request, since only maintainers see them. */
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

/** A public round of a listed benchmark, with the facts that its row has of that. */
export type EnteredRound = {
  round: PublicRound;
  benchmark: { slug: string; title: string; direction: Direction };
};

/**
 * Rounds of listed benchmarks in which a team has a scored submission under this address, last opened first. The snapshots decide
 * whether a ranking shows it. Rounds under another name are left out here, since their number and size would show in the time
 * that the page takes.
 * @param named the team's address or that of a pseudonym
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

/** Newest first; all of them without a limit. */
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

/** The newest sealed, open, frozen and closed (revealed or not) round of each benchmark. */
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

/** The open round, else one that was frozen while open and can open again, since none has opened after it. */
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
 * The round if it is open, locked against closing until the transaction ends; submissions share the lock. Row locks alone aren't
 * fair: a stream of sharers would delay a close for as long as it lasts. Advisory locks queue.
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

/** One round, locked against submissions and every other change until the transaction ends. */
export async function lockRound(db: Executor, roundId: string): Promise<Round | undefined> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${roundId}, 0))`);
  const [row] = await db.select().from(rounds).where(eq(rounds.roundId, roundId)).for('update');
  return row && parseRound(row);
}

/**
 * The smallest free number: a deleted draft's is reused, so that numbers have no gap. Larger than those of all rounds that have
 * opened, since a new round opens after them.
 */
const findFreeNumber = (benchmarkId: string) => sql`(
  select min(n)
  from (select coalesce(max(number), 0) + 1 as after_all, coalesce(max(number) filter (where opened_at is not null), 0) + 1 as first_free
    from rounds where benchmark_id = ${benchmarkId}) taken, generate_series(first_free, after_all) n
  where not exists (select from rounds where benchmark_id = ${benchmarkId} and number = n))`;

/** The caller holds the benchmark's lock. */
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

/** The caller holds the round's lock. */
export async function updateDraft(
  db: Executor,
  roundId: string,
  values: { title: string } & Plan,
): Promise<void> {
  await db.update(rounds).set(values).where(eq(rounds.roundId, roundId));
}

/** The caller holds the benchmark's lock and the round's. */
export async function deleteRoundDraft(db: Executor, roundId: string): Promise<void> {
  await db.delete(rounds).where(eq(rounds.roundId, roundId));
}

/** Inserts a draft with the queue position and number of one that was just deleted. The caller holds the benchmark's lock. */
export async function insertReplacementDraft(
  db: Executor,
  values: typeof rounds.$inferInsert,
): Promise<void> {
  await db.insert(rounds).values(values);
}
