import { and, asc, desc, eq, getTableColumns, inArray, isNotNull, sql } from 'drizzle-orm';
import type { VouchedVersion } from '@/lib/core/equating/anchors';
import type { Equating } from '@/lib/core/equating/equating';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import { parseStartedRound } from '@/lib/core/round/parse-round';
import type { StartedRound } from '@/lib/core/round/round';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { anchors, equatings } from '../schema/freshness';
import { models } from '../schema/models';
import { rounds } from '../schema/rounds';
import type { BenchmarkRow } from './benchmark-queries';

/** Locks a benchmark's adjustment of scores (equating), so that two scorers don't both store a result. */
export async function lockEquating(db: Executor, benchmarkId: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`equating:${benchmarkId}`}, 0))`);
}

export async function findBenchmarkById(
  db: Executor,
  benchmarkId: string,
): Promise<BenchmarkRow | undefined> {
  const [row] = await db.select().from(benchmarks).where(eq(benchmarks.benchmarkId, benchmarkId));
  return row;
}

// Written as SQL: drizzle omits the table's name in a query of one table, and PostgreSQL would read
// `round_id` as the snapshot's column.
const isOfficial = sql<boolean>`exists (select from snapshots s where s.round_id = rounds.round_id and s.split = 'final')`;

/** A round that has opened, and whether its official ranking is published. */
export type AssessedRound = StartedRound & { isOfficial: boolean };

/** Lists the rounds of a benchmark that have opened, in the order of opening, without frozen ones. */
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
  return rows.map(({ isOfficial, ...row }) => ({ ...parseStartedRound(row), isOfficial }));
}

export async function listVouchedVersions(db: Executor, benchmarkId: string): Promise<VouchedVersion[]> {
  return db
    .select({ model: models.slug, version: anchors.version, droppedAt: anchors.droppedAt })
    .from(anchors)
    .innerJoin(models, eq(models.modelId, anchors.modelId))
    .where(eq(anchors.benchmarkId, benchmarkId));
}

/** Lists the newest score adjustment (equating) of each of these rounds; a round without one has no entry. */
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

/**
 * Stores an adjustment of scores. The parameter's type accepts only data that passed the disclosure boundary.
 * The caller must hold the lock of `lockEquating`.
 */
export async function insertEquating(
  db: Executor,
  values: { roundId: string; computedAt: Date; equating: Disclosed<Equating> },
): Promise<void> {
  await db.insert(equatings).values(values);
}
