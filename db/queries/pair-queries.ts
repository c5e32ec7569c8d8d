import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { PublishedPairs } from '@/lib/core/leaderboard/pair-codes';
import { bytesOfPair, offsetOfPair } from '@/lib/core/leaderboard/pair-codes';
import type { PairTestName } from '@/lib/core/statistics/compare-pairs';
import type { Executor } from '../client';
import { snapshotPairs } from '../schema/publication';

/** Stores the comparisons of a ranking's pairs of models, which are final. */
export async function insertPairs(
  db: Executor,
  snapshotId: string,
  { rowCount, codes }: Disclosed<PublishedPairs>,
): Promise<void> {
  await db.insert(snapshotPairs).values({ snapshotId, rowCount, codes });
}

/**
 * SQL for the final rankings of a round: the newest by the sealed labels and, if errata are published, the
 * newest by the corrected labels.
 */
const newestByLabels = (roundId: SQL) => sql`(
  select distinct on (s.leaderboard ->> 'erratum' is null) s.* from snapshots s
  where s.round_id = ${roundId} and s.split = 'final'
  order by s.leaderboard ->> 'erratum' is null, s.revision desc)`;

/** The rows of some models in a final ranking of one round. */
export type RowsOfModels = {
  roundId: string;
  snapshotId: string;
  /** Number of the erratum whose labels the ranking uses; null for the sealed labels. */
  erratum: number | null;
  itemCount: number;
  test: PairTestName;
  pairCount: number;
  /** The models' rows, with their positions in the ranking, counted from 0. */
  rows: readonly { place: number; entry: LeaderboardEntry }[];
};

/**
 * Lists the rows of these models in the official rankings of these rounds, by the sealed and by the corrected
 * labels.
 */
export async function listRowsOfModels(
  db: Executor,
  roundIds: readonly string[],
  modelSlugs: readonly string[],
): Promise<RowsOfModels[]> {
  if (roundIds.length === 0 || modelSlugs.length === 0) return [];
  return db.execute<RowsOfModels>(sql`
    select newest.round_id as "roundId", newest.snapshot_id as "snapshotId",
      (newest.leaderboard ->> 'erratum')::int as "erratum", (newest.leaderboard ->> 'item_count')::int as "itemCount", newest.leaderboard #>> '{comparison,test}' as "test",
      (newest.leaderboard #>> '{comparison,pair_count}')::int as "pairCount", found.rows
    from unnest(${sql.param(roundIds)}::uuid[]) as wanted (round_id)
    cross join lateral ${newestByLabels(sql`wanted.round_id`)} newest
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('place', listed.place - 1, 'entry', listed.entry) order by listed.place), '[]') as rows
      from jsonb_array_elements(newest.leaderboard -> 'entries') with ordinality as listed (entry, place)
      where listed.entry ->> 'model_slug' = any (${sql.param(modelSlugs)}::text[])
    ) found`);
}

/** Positions of two rows in a ranking, i before j. */
type PlacedPair = { snapshotId: string; i: number; j: number };

/**
 * Lists the stored codes of some pairs of models; each is read singly. @returns no codes for rows whose
 * comparisons aren't stored
 */
export async function listPairCodes(
  db: Executor,
  pairs: readonly PlacedPair[],
): Promise<(PlacedPair & { code: number })[]> {
  if (pairs.length === 0) return [];
  const column = <T>(of: (pair: PlacedPair) => T) => sql.param(pairs.map(of));
  return db.execute<PlacedPair & { code: number }>(sql`
    select wanted.snapshot_id as "snapshotId", wanted.i, wanted.j,
      get_byte(found.bytes, 0) + 256 * get_byte(found.bytes, 1) as code
    from unnest(${column(({ snapshotId }) => snapshotId)}::uuid[], ${column(({ i }) => i)}::int[],
      ${column(({ j }) => j)}::int[], ${column(({ i, j }) => offsetOfPair(i, j))}::int[]) as wanted (snapshot_id, i, j, at)
    join snapshot_pairs p using (snapshot_id)
    cross join lateral (select substring(p.codes from wanted.at + 1 for ${bytesOfPair}) as bytes) found
    where wanted.j < p.row_count`);
}

/** Lists all stored comparisons of these rankings, up to four megabytes each. */
export async function listPairsOfRankings(
  db: Executor,
  snapshotIds: readonly string[],
): Promise<ReadonlyMap<string, PublishedPairs>> {
  if (snapshotIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(snapshotPairs)
    .where(inArray(snapshotPairs.snapshotId, [...snapshotIds]));
  return new Map(rows.map(({ snapshotId, rowCount, codes }) => [snapshotId, { rowCount, codes }]));
}
