import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, notExists, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { parseRoundIn } from '@/lib/core/round/parse-round';
import type { OpenRound, SealedRound } from '@/lib/core/round/round';
import type { RotationState } from '@/lib/core/round/schedule/decide-rotation';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { notices } from '../schema/notices';
import { snapshots } from '../schema/publication';
import { rotations } from '../schema/round-history';
import { rounds } from '../schema/rounds';

const endedAt =
  sql`case when ${rounds.closedAt} is not null or ${rounds.frozenAt} is null then ${rounds.closedAt}
  else least(${rounds.closesAt}, ${rounds.frozenAt}) end`.mapWith(rounds.closedAt);
const hasNoCadence = sql`${benchmarks.schedule} -> 'cadence' ->> 'kind' = 'none'`;

/** Benchmarks with a due action: a rotation, the close of the open round, or an opening planned without a cadence. */
export async function listBenchmarksToRotate(db: Executor, now: Date): Promise<string[]> {
  const open = alias(rounds, 'open');
  const rows = await db
    .selectDistinct({ benchmarkId: benchmarks.benchmarkId })
    .from(benchmarks)
    .leftJoin(open, and(eq(open.benchmarkId, benchmarks.benchmarkId), eq(open.state, 'open')))
    .leftJoin(
      rounds,
      and(
        eq(rounds.benchmarkId, benchmarks.benchmarkId),
        eq(rounds.state, 'sealed'),
        lte(rounds.opensAt, now),
        or(isNull(rounds.closesAt), gt(rounds.closesAt, now)),
      ),
    )
    .where(
      or(
        lte(benchmarks.nextRotationAt, now),
        lte(open.closesAt, now),
        and(isNotNull(rounds.roundId), isNull(open.roundId), hasNoCadence),
      ),
    );
  return rows.map(({ benchmarkId }) => benchmarkId);
}

/** Benchmarks that rotate or open a planned round between two instants. */
export async function listBenchmarksRotatingSoon(db: Executor, now: Date, until: Date): Promise<string[]> {
  const rows = await db
    .selectDistinct({ benchmarkId: benchmarks.benchmarkId })
    .from(benchmarks)
    .leftJoin(rounds, and(eq(rounds.benchmarkId, benchmarks.benchmarkId), eq(rounds.state, 'sealed')))
    .where(
      and(
        eq(benchmarks.inputs, 'public'),
        or(
          and(gt(benchmarks.nextRotationAt, now), lte(benchmarks.nextRotationAt, until)),
          and(hasNoCadence, gt(rounds.opensAt, now), lte(rounds.opensAt, until)),
        ),
      ),
    );
  return rows.map(({ benchmarkId }) => benchmarkId);
}

/** The waiting sealed rounds, in the order of their openings. */
export async function listSealedRounds(db: Executor, benchmarkId: string): Promise<SealedRound[]> {
  const rows = await db
    .select()
    .from(rounds)
    .where(and(eq(rounds.benchmarkId, benchmarkId), eq(rounds.state, 'sealed')))
    .orderBy(asc(rounds.queueOrder), asc(rounds.number));
  return rows.map((row) => parseRoundIn(row, 'sealed'));
}

/** A benchmark's open and sealed rounds for a forecast, without their reports and commitments. */
export async function findRoundsToForecast(
  db: Executor,
  benchmarkId: string,
): Promise<Pick<RotationState, 'open' | 'sealed'>> {
  const { roundId, state, openedAt, queueOrder, opensAt, closesAt, sealedAt } = rounds;
  const rows = await db
    .select({ roundId, state, openedAt, queueOrder, opensAt, closesAt, sealedAt })
    .from(rounds)
    .where(and(eq(rounds.benchmarkId, benchmarkId), inArray(rounds.state, ['open', 'sealed'])))
    .orderBy(asc(rounds.queueOrder), asc(rounds.number));
  const [open] = rows.flatMap((row) =>
    row.state === 'open' && row.closesAt ? [{ ...row, closesAt: row.closesAt }] : [],
  );
  const sealed = rows.flatMap(({ queueOrder, ...row }) =>
    row.state === 'sealed' && queueOrder !== null ? [{ ...row, queueOrder }] : [],
  );
  return { open: open ?? null, sealed };
}

/** The time at which the newest open round stopped accepting submissions: its close, or its freeze. */
export async function findLastClosedAt(db: Executor, benchmarkId: string): Promise<Date | null> {
  const [row] = await db
    .select({ endedAt })
    .from(rounds)
    .where(and(eq(rounds.benchmarkId, benchmarkId), isNotNull(endedAt)))
    .orderBy(desc(endedAt))
    .limit(1);
  return row?.endedAt ?? null;
}

/** The newest due instant in the record. */
export async function findLastDueAt(db: Executor, benchmarkId: string): Promise<Date | null> {
  const [row] = await db
    .select({ dueAt: rotations.dueAt })
    .from(rotations)
    .where(eq(rotations.benchmarkId, benchmarkId))
    .orderBy(desc(rotations.dueAt))
    .limit(1);
  return row?.dueAt ?? null;
}

/** Throws when the due time is recorded already, since the caller holds the benchmark's lock and has checked it. */
export async function insertRotation(db: Executor, rotation: typeof rotations.$inferInsert): Promise<void> {
  await db.insert(rotations).values(rotation);
}

/** Open rounds that close within the time before `until`, were open before that time began, and have had no notice of this close. */
export async function listRoundsClosingSoon(
  db: Executor,
  within: { now: Date; leadMs: number },
): Promise<OpenRound[]> {
  const until = new Date(within.now.getTime() + within.leadMs);
  const rows = await db
    .select()
    .from(rounds)
    .where(
      and(
        eq(rounds.state, 'open'),
        gt(rounds.closesAt, within.now),
        lte(rounds.closesAt, until),
        sql`${rounds.openedAt} <= ${rounds.closesAt} - make_interval(secs => ${within.leadMs / 1000})`,
        notExists(
          db
            .select({ one: sql`1` })
            .from(notices)
            .where(
              eq(
                notices.key,
                sql`'closing_soon:' || ${rounds.roundId} || ':' || (extract(epoch from ${rounds.closesAt}) * 1000)::bigint`,
              ),
            ),
        ),
      ),
    );
  return rows.map((row) => parseRoundIn(row, 'open'));
}

/**
 * Benchmarks whose next rotation comes within the lead, while no sealed round waits for it. One whose open round opened within the
 * lead had no time yet.
 */
export async function listRefreshesDueSoon(
  db: Executor,
  { now, leadMs }: { now: Date; leadMs: number },
): Promise<{ benchmarkId: string; dueAt: Date }[]> {
  const rows = await db
    .select({ benchmarkId: benchmarks.benchmarkId, dueAt: benchmarks.nextRotationAt })
    .from(benchmarks)
    .where(
      and(
        gt(benchmarks.nextRotationAt, now),
        lte(benchmarks.nextRotationAt, new Date(now.getTime() + leadMs)),
        sql`not exists (select from rounds r where r.benchmark_id = ${benchmarks.benchmarkId} and r.state = 'sealed')`,
        sql`not exists (select from rounds r where r.benchmark_id = ${benchmarks.benchmarkId} and r.state = 'open'
          and r.opened_at > ${benchmarks.nextRotationAt} - make_interval(secs => ${leadMs / 1000}))`,
      ),
    );
  return rows.flatMap(({ benchmarkId, dueAt }) => (dueAt ? [{ benchmarkId, dueAt }] : []));
}

export type ComingReveal = { roundId: string; benchmarkId: string; revealsAt: Date };

/**
 * Rounds that are revealed when their benchmark's open round closes, within the lead time, and have had no notice of it: closed ones,
 * or the open one itself.
 */
export async function listRoundsRevealedSoon(
  db: Executor,
  { now, leadMs }: { now: Date; leadMs: number },
): Promise<ComingReveal[]> {
  const until = new Date(now.getTime() + leadMs);
  const rows = await db.execute<{ roundId: string; benchmarkId: string; revealsAtMs: string }>(sql`
    select closed.round_id as "roundId", closed.benchmark_id as "benchmarkId",
      (extract(epoch from open.closes_at) * 1000)::bigint as "revealsAtMs"
    from rounds open join benchmarks using (benchmark_id) join rounds closed using (benchmark_id)
    where open.state = 'open' and open.closes_at > ${now.toISOString()} and open.closes_at <= ${until.toISOString()}
      and (closed.round_id = open.round_id and benchmarks.reveals_after_rounds = 0
        or closed.state = 'closed' and closed.opened_at < open.opened_at
        and 1 + (select count(*) from rounds later where later.benchmark_id = closed.benchmark_id
          and later.opened_at > closed.opened_at and later.state in ('closed', 'revealed')) = benchmarks.reveals_after_rounds)
      and not exists (select from notices where notices.key =
        'leak_before_reveal:' || closed.round_id || ':' || (extract(epoch from open.closes_at) * 1000)::bigint)`);
  return rows.map(({ revealsAtMs, ...row }) => ({ ...row, revealsAt: new Date(Number(revealsAtMs)) }));
}

/** Closed rounds with an official ranking after which as many others have closed as their benchmark waits for, maybe none. */
export async function listRoundsToReveal(db: Executor): Promise<string[]> {
  const later = alias(rounds, 'later');
  const rows = await db
    .select({ roundId: rounds.roundId })
    .from(rounds)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, rounds.benchmarkId))
    .leftJoin(
      later,
      and(
        eq(later.benchmarkId, rounds.benchmarkId),
        ne(later.roundId, rounds.roundId),
        gt(later.openedAt, rounds.openedAt),
        sql`${later.state} in ('closed', 'revealed')`,
      ),
    )
    .where(
      and(
        eq(rounds.state, 'closed'),
        isNotNull(benchmarks.revealsAfterRounds),
        sql`exists (select from ${snapshots} where ${snapshots.roundId} = ${rounds.roundId} and ${snapshots.split} = 'final')`,
      ),
    )
    .groupBy(rounds.roundId, benchmarks.revealsAfterRounds)
    .having(sql`count(${later.roundId}) >= ${benchmarks.revealsAfterRounds}`);
  return rows.map(({ roundId }) => roundId);
}
