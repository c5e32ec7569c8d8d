import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { RankedRoundFacts } from '@/lib/core/freshness/freshness';
import type { PublishedOverfitting } from '@/lib/core/leaderboard/leaderboard';
import type { Executor } from '../client';
import { dueDates, overfittingMeasurements } from '../schema/freshness';
import { snapshots } from '../schema/publication';
import { rounds } from '../schema/rounds';

/**
 * The facts about a benchmark's opened rounds on which freshness depends, and the database's clock when they
 * were read.
 */
export type FreshnessFacts = { readonly now: Date; readonly rounds: readonly RankedRoundFacts[] };

/** Lists freshness facts by benchmark id; a benchmark without an opened round has no entry. */
export async function listFreshnessFacts(
  db: Executor,
  benchmarkIds: readonly string[],
): Promise<ReadonlyMap<string, FreshnessFacts>> {
  if (benchmarkIds.length === 0) return new Map();
  const rows = await db
    .select({
      benchmarkId: rounds.benchmarkId,
      // `statement_timestamp()` is the same instant for all rows, since one statement reads them.
      now: sql`statement_timestamp()`.mapWith(rounds.openedAt),
      due: {
        announcedClosesAt: dueDates.announcedClosesAt,
        dueAt: dueDates.dueAt,
        staleAt: dueDates.staleAt,
      },
      facts: {
        number: rounds.number,
        title: rounds.title,
        state: rounds.state,
        openedAt: rounds.openedAt,
        finalCount: rounds.finalCount,
        closesAt: rounds.closesAt,
        frozenAt: rounds.frozenAt,
        invalidatedAt: rounds.invalidatedAt,
        revealedAt: rounds.revealedAt,
      },
      rankedAt: sql<Date | null>`(
        select min(s.published_at) from ${snapshots} s where s.round_id = ${rounds.roundId} and s.split = 'final')`.mapWith(
        snapshots.publishedAt,
      ),
    })
    .from(rounds)
    .innerJoin(dueDates, eq(dueDates.roundId, rounds.roundId))
    .where(and(inArray(rounds.benchmarkId, [...benchmarkIds]), isNotNull(rounds.openedAt)));
  const found = new Map<string, { now: Date; rounds: RankedRoundFacts[] }>();
  for (const { benchmarkId, now, facts, due, rankedAt } of rows) {
    const { openedAt, finalCount, closesAt } = facts;
    if (openedAt === null || finalCount === null || closesAt === null) continue;
    const of = found.get(benchmarkId) ?? { now, rounds: [] };
    of.rounds.push({ ...facts, openedAt, finalCount, closesAt, due, rankedAt });
    found.set(benchmarkId, of);
  }
  return found;
}

/** Facts about a round that pages show with its freshness. */
export type RankingFacts = {
  itemCount: number;
  teamCount: number;
  announcedClosesAt: Date;
  dueAt: Date;
  /** True if a sealed test set of the benchmark waits for its opening. */
  isNextSealed: boolean;
  /**
   * Number of items that the check of the upload also found in an earlier round, beyond chance; null if there
   * was no earlier round.
   */
  overlapCount: number | null;
  extensionCount: number;
  /** Number of leak reports by signed-in people that no maintainer has handled for 14 days. */
  openReportCount: number;
};

/** Finds the facts about a round's ranking; undefined before the official ranking. */
export async function findRankingFacts(
  db: Executor,
  { benchmarkId, number }: { benchmarkId: string; number: number },
): Promise<RankingFacts | undefined> {
  const [row] = await db
    .select({
      itemCount: sql<number>`(${snapshots.leaderboard} ->> 'item_count')::int`,
      teamCount: sql<number>`(
        select count(distinct entry ->> 'team_slug')::int from jsonb_array_elements(${snapshots.leaderboard} -> 'entries') entry
        where entry ->> 'rank' is not null)`,
      announcedClosesAt: dueDates.announcedClosesAt,
      dueAt: dueDates.dueAt,
      isNextSealed: sql<boolean>`exists (
        select from rounds waiting where waiting.benchmark_id = ${rounds.benchmarkId} and waiting.state = 'sealed')`,
      checkReport: rounds.checkReport,
      extensionCount: sql<number>`(
        select count(*)::int from audit_events a where a.round_id = ${rounds.roundId} and a.benchmark_id = ${rounds.benchmarkId}
          and a.act = 'round_extended')`,
      openReportCount: sql<number>`(
        select count(*)::int from leak_reports l where l.round_id = ${rounds.roundId} and l.kind <> 'anonymous' and l.handled_at is null
          and l.reported_at < statement_timestamp() - interval '14 days')`,
    })
    .from(rounds)
    .innerJoin(dueDates, eq(dueDates.roundId, rounds.roundId))
    .innerJoin(snapshots, and(eq(snapshots.roundId, rounds.roundId), eq(snapshots.split, 'final')))
    .where(
      and(
        eq(rounds.benchmarkId, benchmarkId),
        eq(rounds.number, number),
        sql`${snapshots.leaderboard} ->> 'erratum' is null`,
      ),
    )
    .orderBy(sql`${snapshots.revision} desc`)
    .limit(1);
  if (!row) return undefined;
  const { checkReport, ...facts } = row;
  return { ...facts, overlapCount: countOverlap(checkReport) };
}

/** Returns the maximum over the check's three kinds of repeated items, counting those that gave a warning. */
function countOverlap(report: (typeof rounds.$inferSelect)['checkReport']): number | null {
  const overlap = report?.checks.find(({ name }) => name === 'overlap');
  if (!overlap || overlap.numbers.round_count === 0) return null;
  if (overlap.outcome === 'pass') return 0;
  const { all_equal_count = 0, all_near_count = 0, all_same_id_count = 0 } = overlap.numbers;
  return Math.max(all_equal_count, all_near_count, all_same_id_count);
}

export async function isOverfittingMeasured(db: Executor, snapshotId: string): Promise<boolean> {
  const rows = await db
    .select({ snapshotId: overfittingMeasurements.snapshotId })
    .from(overfittingMeasurements)
    .where(eq(overfittingMeasurements.snapshotId, snapshotId));
  return rows.length > 0;
}

/** Stores a measurement of overfitting. Does nothing if the ranking has one, since measurements are final. */
export async function insertOverfitting(
  db: Executor,
  values: { snapshotId: string; measuredAt: Date; overfitting: Disclosed<PublishedOverfitting> },
): Promise<void> {
  await db.insert(overfittingMeasurements).values(values).onConflictDoNothing();
}

/** Lists teams that got feedback in a round, or are linked with a team that did. */
export async function listTeamsWithFeedback(db: Executor, roundId: string): Promise<ReadonlySet<string>> {
  const rows = await db.execute<{ team: string }>(sql`
    with answered as (
      select distinct group_of_team(round_id, team_id) as team_group from feedback_tallies
      where round_id = ${roundId} and score_count + improvement_count + refusal_count > 0
    )
    select team_id as team from (select distinct team_id from submissions where round_id = ${roundId}) entered
    where group_of_team(${roundId}, team_id) in (select team_group from answered)`);
  return new Set(rows.map(({ team }) => team));
}
