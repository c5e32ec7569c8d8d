import { and, asc, desc, eq, getTableColumns, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Equating } from '@/lib/core/equating/equating';
import type { VouchedVersion } from '@/lib/core/equating/frozen-versions';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { FreshnessState } from '@/lib/core/freshness/freshness-state';
import { parseStartedRound } from '@/lib/core/round/parse-round';
import type { StartedRound } from '@/lib/core/round/round';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { calibrationMarks, equatings, freshnessRecords } from '../schema/freshness';
import { models } from '../schema/models';
import { rounds } from '../schema/rounds';
import type { BenchmarkRow } from './benchmark-queries';

/** Held while a benchmark's rounds are assessed, so that two scorers don't both record what one assessment finds. */
export async function lockFreshness(db: Executor, benchmarkId: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`freshness:${benchmarkId}`}, 0))`);
}

export async function findBenchmarkById(
  db: Executor,
  benchmarkId: string,
): Promise<BenchmarkRow | undefined> {
  const [row] = await db.select().from(benchmarks).where(eq(benchmarks.benchmarkId, benchmarkId));
  return row;
}

// Spelt out, since a column of a query's only table is written without the table's name, and would be the snapshot's own.
const isOfficial = sql<boolean>`exists (select from snapshots s where s.round_id = rounds.round_id and s.part = 'final')`;

/** A round that has opened, and whether its official ranking is out. */
export type AssessedRound = StartedRound & { isOfficial: boolean };

/** The rounds of a benchmark that have opened, in that order; not those that are frozen. */
export async function listRoundsToAssess(db: Executor, benchmarkId: string): Promise<AssessedRound[]> {
  const rows = await db
    .select({ ...getTableColumns(rounds), isOfficial })
    .from(rounds)
    .where(
      and(
        eq(rounds.benchmarkId, benchmarkId),
        inArray(rounds.state, ['open', 'closed', 'revealed', 'invalidated']),
        isNotNull(rounds.openedAt),
      ),
    )
    .orderBy(asc(rounds.openedAt), asc(rounds.number));
  return rows.map(({ isOfficial, ...row }) => ({
    ...parseStartedRound(row),
    isOfficial,
  }));
}

/**
 * Benchmarks with an open round, or a newest official one that isn't revealed, that nobody has assessed since then.
 * @param since the beginning of the day
 */
export async function listBenchmarksToAssess(db: Executor, since: Date): Promise<string[]> {
  const rows = await db.execute<{ benchmark_id: string }>(sql`
    with newest as (
      select distinct on (benchmark_id) round_id, benchmark_id, state from ${rounds}
      where state in ('closed', 'revealed') and ${isOfficial}
      order by benchmark_id, opened_at desc, number desc
    ), daily as (
      select round_id, benchmark_id from newest where state = 'closed'
      union all select round_id, benchmark_id from ${rounds} where state = 'open'
    )
    select distinct benchmark_id from daily where not exists (
      select from ${freshnessRecords} f where f.round_id = daily.round_id and f.computed_at >= ${since.toISOString()}::timestamptz)`);
  return rows.map(({ benchmark_id }) => benchmark_id);
}

/** What was found of each round at its close. */
export type RoundClose = { roundId: string; state: FreshnessState; isExcessAtFive: boolean };

export async function listCloses(db: Executor, benchmarkId: string): Promise<RoundClose[]> {
  return db
    .select({
      roundId: freshnessRecords.roundId,
      state: freshnessRecords.state,
      isExcessAtFive: sql<boolean>`(${freshnessRecords.freshness} ->> 'isExcessAtFive')::boolean`,
    })
    .from(freshnessRecords)
    .innerJoin(rounds, eq(rounds.roundId, freshnessRecords.roundId))
    .where(and(eq(rounds.benchmarkId, benchmarkId), freshnessRecords.isAtClose));
}

export async function listVouchedVersions(db: Executor, benchmarkId: string): Promise<VouchedVersion[]> {
  return db
    .select({
      model: models.slug,
      version: calibrationMarks.version,
      droppedAt: calibrationMarks.droppedAt,
    })
    .from(calibrationMarks)
    .innerJoin(models, eq(models.modelId, calibrationMarks.modelId))
    .where(eq(calibrationMarks.benchmarkId, benchmarkId));
}

/** The newest equating of each of these rounds; a round without one has no entry. */
export async function listNewestEquatings(
  db: Executor,
  roundIds: string[],
): Promise<Map<string, Disclosed<Equating>>> {
  if (roundIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([equatings.roundId], { roundId: equatings.roundId, equating: equatings.equating })
    .from(equatings)
    .where(inArray(equatings.roundId, roundIds))
    .orderBy(equatings.roundId, desc(equatings.computedAt));
  return new Map(rows.map(({ roundId, equating }) => [roundId, equating]));
}

/** Only what came through the door fits the type. The caller holds the lock of `lockFreshness`. */
export async function insertEquating(
  db: Executor,
  values: { roundId: string; computedAt: Date; equating: Disclosed<Equating> },
): Promise<void> {
  await db.insert(equatings).values(values);
}
