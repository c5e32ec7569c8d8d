import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { PublishedPairs } from '@/lib/core/leaderboard/pair-codes';
import { bytesOfPair, offsetOfPair } from '@/lib/core/leaderboard/pair-codes';
import type { PairTestName } from '@/lib/core/statistics/compare-pairs';
import type { Executor } from '../client';
import { snapshotPairs } from '../schema/publication';

/**
 * What a ranking keeps of its pairs, for good: nothing where it has them already.
 * @param pairs null where they can't be computed any more
 */
export async function insertPairs(
  db: Executor,
  snapshotId: string,
  pairs: Disclosed<PublishedPairs> | null,
): Promise<void> {
  await db
    .insert(snapshotPairs)
    .values({ snapshotId, rowCount: pairs?.rowCount ?? 0, codes: pairs?.codes ?? null })
    .onConflictDoNothing();
}

export async function hasPairs(db: Executor, snapshotId: string): Promise<boolean> {
  const rows = await db
    .select({ snapshotId: snapshotPairs.snapshotId })
    .from(snapshotPairs)
    .where(eq(snapshotPairs.snapshotId, snapshotId));
  return rows.length > 0;
}

/** Final rankings of a round: the newest by the labels that were sealed and, where errata are out, the newest by theirs. */
const newestByLabels = (roundId: SQL) => sql`(
  select distinct on (s.leaderboard ->> 'erratum' is null) s.* from snapshots s
  where s.round_id = ${roundId} and s.part = 'final'
  order by s.leaderboard ->> 'erratum' is null, s.revision desc)`;

/** Rounds that count and whose official ranking, or what an erratum made of it, has said nothing of its pairs yet: those from before there were any. */
export async function listRoundsWithoutPairs(db: Executor, limit: number): Promise<string[]> {
  const rows = await db.execute<{ round_id: string }>(sql`
    select r.round_id from rounds r
    where r.state in ('closed', 'revealed') and exists (
      select from ${newestByLabels(sql`r.round_id`)} newest
      where not exists (select from snapshot_pairs p where p.snapshot_id = newest.snapshot_id))
    order by r.opened_at desc limit ${limit}`);
  return rows.map(({ round_id }) => round_id);
}

/** Some models' rows in a final ranking of one round. */
export type RowsOfModels = {
  roundId: string;
  snapshotId: string;
  /** By whose labels the ranking is; null by those that were sealed. */
  erratum: number | null;
  itemCount: number;
  test: PairTestName | null;
  pairCount: number;
  /** With their places in the ranking, from 0. */
  rows: readonly { place: number; entry: LeaderboardEntry }[];
};

/** In the official rankings of these rounds, and in what errata have made of them. */
export async function listRowsOfModels(
  db: Executor,
  roundIds: readonly string[],
  modelSlugs: readonly string[],
): Promise<RowsOfModels[]> {
  if (roundIds.length === 0 || modelSlugs.length === 0) return [];
  return db.execute<RowsOfModels>(sql`
    select newest.round_id as "roundId", newest.snapshot_id as "snapshotId",
      (newest.leaderboard ->> 'erratum')::int as "erratum", (newest.leaderboard ->> 'item_count')::int as "itemCount", newest.leaderboard #>> '{comparison,test}' as "test",
      coalesce((newest.leaderboard #>> '{comparison,pair_count}')::int, 0) as "pairCount", found.rows
    from unnest(${sql.param(roundIds)}::uuid[]) as wanted (round_id)
    cross join lateral ${newestByLabels(sql`wanted.round_id`)} newest
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('place', listed.place - 1, 'entry', listed.entry) order by listed.place), '[]') as rows
      from jsonb_array_elements(newest.leaderboard -> 'entries') with ordinality as listed (entry, place)
      where listed.entry ->> 'model_slug' = any (${sql.param(modelSlugs)}::text[])
    ) found`);
}

/** Two rows of a ranking, i before j. */
type PlacedPair = { snapshotId: string; i: number; j: number };

/**
 * The codes of some pairs, each read by itself.
 * @returns without those of a ranking that has none, and of rows beyond those that are kept
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
    where wanted.j < p.row_count and p.codes is not null`);
}

/** All that these rankings keep of their pairs, up to four megabytes each; without those that keep none. */
export async function listPairsOfRankings(
  db: Executor,
  snapshotIds: readonly string[],
): Promise<ReadonlyMap<string, PublishedPairs>> {
  if (snapshotIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(snapshotPairs)
    .where(inArray(snapshotPairs.snapshotId, [...snapshotIds]));
  return new Map(
    rows.flatMap(({ snapshotId, rowCount, codes }) => (codes ? [[snapshotId, { rowCount, codes }]] : [])),
  );
}
