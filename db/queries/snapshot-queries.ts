import { and, desc, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm';
import type { Split } from '@/lib/core/benchmark';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type {
  Leaderboard,
  LeaderboardEntry,
  PublishedOverfitting,
  ReferenceEntry,
} from '@/lib/core/leaderboard/leaderboard';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { snapshots } from '../schema/publication';
import { rounds } from '../schema/rounds';

export type SnapshotRow = typeof snapshots.$inferSelect;

export async function findNewestSnapshot(
  db: Executor,
  roundId: string,
  split: Split,
): Promise<SnapshotRow | undefined> {
  const [row] = await db
    .select()
    .from(snapshots)
    .where(and(eq(snapshots.roundId, roundId), eq(snapshots.split, split)))
    .orderBy(desc(snapshots.revision))
    .limit(1);
  return row;
}

/** Finds the publication time of a round's newest table, without reading the table. */
export async function findPublicationTime(
  db: Executor,
  roundId: string,
  split: Split,
): Promise<Date | undefined> {
  const [row] = await db
    .select({ publishedAt: snapshots.publishedAt })
    .from(snapshots)
    .where(and(eq(snapshots.roundId, roundId), eq(snapshots.split, split)))
    .orderBy(desc(snapshots.revision))
    .limit(1);
  return row?.publishedAt;
}

/** Finds a round's official ranking by the sealed labels, which later errata don't change. */
export async function findSealedRanking(db: Executor, roundId: string): Promise<SnapshotRow | undefined> {
  const [row] = await db
    .select()
    .from(snapshots)
    .where(isNewestOf([{ roundId, split: 'final' }], byLabels.sealed));
  return row;
}

type Table = { roundId: string; split: Split };

/**
 * Conditions for the two rankings of a round: one by the sealed labels and one by corrected labels, which
 * pages show beside the first instead of replacing it.
 */
const byLabels = {
  sealed: sql`s.leaderboard ->> 'erratum' is null`,
  corrected: sql`s.leaderboard ->> 'erratum' is not null`,
};

/**
 * Condition: the newest revision by each of these kinds of labels. Written as one list of ids, because
 * PostgreSQL would scan all snapshots for two conditions.
 */
const isNewestOf = (wanted: readonly Table[], ...everyLabels: readonly SQL[]) => {
  const roundIds = sql.param(wanted.map(({ roundId }) => roundId));
  const splits = sql.param(wanted.map(({ split }) => split));
  const ids = everyLabels.map(
    (
      labels,
    ) => sql`select newest.snapshot_id from unnest(${roundIds}::uuid[], ${splits}::split[]) as wanted (round_id, split)
    cross join lateral (
      select s.snapshot_id from snapshots s where s.round_id = wanted.round_id and s.split = wanted.split and ${labels}
      order by s.revision desc limit 1
    ) newest`,
  );
  return sql`${snapshots.snapshotId} in (${sql.join(ids, sql` union all `)})`;
};

/**
 * A snapshot with its models' overfitting, which is null before the measurement and for provisional and
 * corrected rankings.
 */
export type MeasuredSnapshot = SnapshotRow & { overfitting: PublishedOverfitting | null };

// Written as SQL, since drizzle omits the table's name in a query of one table.
const overfitting = sql<PublishedOverfitting | null>`(
  select o.overfitting from overfitting_measurements o where o.snapshot_id = snapshots.snapshot_id)`;

/**
 * Lists the newest revision of each of these tables, by the sealed labels and, if errata are published, by
 * the corrected labels.
 */
export async function listNewestSnapshots(
  db: Executor,
  wanted: readonly Table[],
): Promise<MeasuredSnapshot[]> {
  if (wanted.length === 0) return [];
  return db
    .select({ ...getTableColumns(snapshots), overfitting })
    .from(snapshots)
    .where(isNewestOf(wanted, byLabels.sealed, byLabels.corrected));
}

/** Finds a model's row in the newest official ranking of a round, and the number of ranked models. */
export async function findRankedEntry(
  db: Executor,
  roundId: string,
  modelSlug: string,
): Promise<{ entry: LeaderboardEntry; metric: MetricName; rankedCount: number } | undefined> {
  const { metric, rankedCount } = factColumns;
  const [row] = await db
    .select({ entry: entryOf(modelSlug), metric, rankedCount })
    .from(snapshots)
    .where(isNewestOf([{ roundId, split: 'final' }], byLabels.sealed));
  return row?.entry ? { ...row, entry: row.entry } : undefined;
}

/**
 * Finds the last published official ranking of a listed benchmark that counts: its address, and its first
 * model.
 */
export async function findNewestOfficialEntry(
  db: Executor,
): Promise<{ slug: string; number: number; model: string } | undefined> {
  const [row] = await db
    .select({
      slug: benchmarks.slug,
      number: rounds.number,
      model: sql<string>`${snapshots.leaderboard} #>> '{entries,0,model_slug}'`,
    })
    .from(snapshots)
    .innerJoin(rounds, eq(rounds.roundId, snapshots.roundId))
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, rounds.benchmarkId))
    .where(
      and(
        eq(benchmarks.visibility, 'public'),
        inArray(rounds.state, ['closed', 'revealed']),
        eq(snapshots.split, 'final'),
        sql`${snapshots.leaderboard} #>> '{entries,0,model_slug}' is not null`,
      ),
    )
    .orderBy(desc(snapshots.publishedAt))
    .limit(1);
  return row;
}

/** Facts about one snapshot that don't depend on its rows. */
type SnapshotFacts = {
  roundId: string;
  split: Split;
  snapshotId: string;
  publishedAt: Date;
  /** True if the ranking uses labels that an erratum corrected. */
  isCorrected: boolean;
  provisional: boolean;
  metric: MetricName;
  itemCount: number;
  /** Number of ranked models. */
  rankedCount: number;
  overfitting: PublishedOverfitting | null;
};

const factColumns = {
  roundId: snapshots.roundId,
  split: snapshots.split,
  snapshotId: snapshots.snapshotId,
  publishedAt: snapshots.publishedAt,
  isCorrected: sql<boolean>`${snapshots.leaderboard} ->> 'erratum' is not null`,
  provisional: sql<boolean>`(${snapshots.leaderboard} -> 'provisional')::boolean`,
  metric: sql<MetricName>`${snapshots.leaderboard} ->> 'metric'`,
  itemCount: sql<number>`(${snapshots.leaderboard} ->> 'item_count')::int`,
  overfitting,
  rankedCount: sql<number>`jsonb_array_length(jsonb_path_query_array(${snapshots.leaderboard}, '$.entries[*] ? (@.rank != null)'))`,
};

/** One snapshot and a model's row in it, if it has one. */
export type SnapshotOfModel = SnapshotFacts & {
  entry: LeaderboardEntry | null;
  /** The model's automatically evaluated versions that don't count, newest first. */
  reference_entries: readonly ReferenceEntry[];
};

/**
 * Lists a model's rows in the newest revisions of these tables: by the sealed labels and, if errata are
 * published, by the corrected labels.
 */
export async function listSnapshotsOfModel(
  db: Executor,
  wanted: readonly Table[],
  modelSlug: string,
): Promise<SnapshotOfModel[]> {
  if (wanted.length === 0) return [];
  return db
    .select({
      ...factColumns,
      entry: entryOf(modelSlug),
      reference_entries: sql<
        ReferenceEntry[]
      >`jsonb_path_query_array(${snapshots.leaderboard}, '$.reference_entries[*] ? (@.model_slug == $slug)',
        jsonb_build_object('slug', ${modelSlug}::text))`,
    })
    .from(snapshots)
    .where(isNewestOf(wanted, byLabels.sealed, byLabels.corrected));
}

/** One snapshot and the rows of a team's models in it. */
export type SnapshotOfTeam = SnapshotFacts & { entries: readonly LeaderboardEntry[] };

/**
 * Lists the rows of a team's models in the newest revisions of these tables, by the sealed and by the
 * corrected labels. @param slugs the team's present and former slugs
 */
export async function listSnapshotsOfTeam(
  db: Executor,
  wanted: readonly Table[],
  slugs: readonly string[],
): Promise<SnapshotOfTeam[]> {
  if (wanted.length === 0) return [];
  return db
    .select({
      ...factColumns,
      entries: sql<
        LeaderboardEntry[]
      >`jsonb_path_query_array(${snapshots.leaderboard}, '$.entries[*] ? (@.team_slug == $slugs[*])',
        jsonb_build_object('slugs', ${JSON.stringify(slugs)}::jsonb))`,
    })
    .from(snapshots)
    .where(isNewestOf(wanted, byLabels.sealed, byLabels.corrected));
}

const entryOf = (modelSlug: string) =>
  sql<LeaderboardEntry | null>`jsonb_path_query_first(${snapshots.leaderboard},
    '$.entries[*] ? (@.model_slug == $slug)', jsonb_build_object('slug', ${modelSlug}::text))`;

/**
 * Publishes the next revision of a table. The parameter's type accepts only data that passed the disclosure
 * boundary. @returns the snapshot's id
 */
export async function insertSnapshot(
  db: Executor,
  snapshot: { roundId: string; publishedAt: Date; leaderboard: Disclosed<Leaderboard> },
): Promise<string> {
  const split = snapshot.leaderboard.split;
  const { roundId } = snapshot;
  // Computed without reading the previous table, which may have thousands of rows.
  const revision = sql`(
    select coalesce(max(s.revision), 0) + 1 from snapshots s where s.round_id = ${roundId} and s.split = ${split})`;
  const [row] = await db
    .insert(snapshots)
    .values({ ...snapshot, split, revision })
    .returning({ snapshotId: snapshots.snapshotId });
  return row!.snapshotId;
}
