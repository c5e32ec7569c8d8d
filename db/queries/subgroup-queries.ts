import { and, desc, eq, or, sql } from 'drizzle-orm';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import { bytesOfPair, offsetOfPair } from '@/lib/core/leaderboard/pair-codes';
import type { SlicePairs, SubgroupRanking } from '@/lib/core/subgroups/subgroup-ranking';
import type { Executor } from '../client';
import { snapshots, subgroupRankings } from '../schema/publication';

/**
 * Stores a ranking's scores by slice, which are final. @param isRevealed true for scores that were computed
 * at the reveal
 */
export async function insertSubgroups(
  db: Executor,
  { snapshotId, isRevealed }: { snapshotId: string; isRevealed: boolean },
  { ranking, pairs }: { ranking: Disclosed<SubgroupRanking>; pairs: Disclosed<SlicePairs> },
): Promise<void> {
  await db.insert(subgroupRankings).values({ snapshotId, isRevealed, ranking, ...pairs });
}

export type SubgroupRow = { snapshotId: string; isRevealed: boolean; ranking: SubgroupRanking };

/**
 * Finds the scores by slice of a round's newest official ranking by the sealed labels, preferring those
 * computed at the reveal. A corrected ranking has none, and a new ranking has none until they are computed.
 */
export async function findSubgroups(db: Executor, roundId: string): Promise<SubgroupRow | undefined> {
  const [found] = await db
    .select({ row: subgroupRankings })
    .from(snapshots)
    .leftJoin(subgroupRankings, eq(subgroupRankings.snapshotId, snapshots.snapshotId))
    .where(
      and(
        eq(snapshots.roundId, roundId),
        eq(snapshots.split, 'final'),
        sql`${snapshots.leaderboard} ->> 'erratum' is null`,
      ),
    )
    .orderBy(desc(snapshots.revision), desc(subgroupRankings.isRevealed))
    .limit(1);
  return found?.row ?? undefined;
}

const withholdsSlices = sql`(jsonb_path_exists(${subgroupRankings.ranking},
  '$.columns[*] ? (@.waits_for_reveal == true)') or jsonb_path_exists(${subgroupRankings.ranking},
  '$.slices[*] ? (@.state == "withheld")'))`;

/** True if a ranking has all scores by slice that may be published now. */
export async function hasSubgroups(
  db: Executor,
  { snapshotId, isRevealed }: { snapshotId: string; isRevealed: boolean },
): Promise<boolean> {
  const isComplete = isRevealed
    ? or(eq(subgroupRankings.isRevealed, true), sql`not ${withholdsSlices}`)
    : undefined;
  return (
    (await db.$count(subgroupRankings, and(eq(subgroupRankings.snapshotId, snapshotId), isComplete))) > 0
  );
}

/**
 * Lists the comparison codes of one pair of rows, i before j, in each shown slice, in the slices' order.
 * @returns no codes for rows whose comparisons aren't stored
 */
export async function listSlicePairCodes(
  db: Executor,
  { snapshotId, isRevealed }: Pick<SubgroupRow, 'snapshotId' | 'isRevealed'>,
  i: number,
  j: number,
): Promise<number[]> {
  const rows = await db.execute<{ code: number }>(sql`
    select get_byte(found.bytes, 0) + 256 * get_byte(found.bytes, 1) as code
    from subgroup_rankings r
    cross join lateral generate_series(0, r.shown_count - 1) as slice
    cross join lateral (
      select substring(r.codes from slice * r.row_count * (r.row_count - 1) + ${offsetOfPair(i, j)}::int + 1
        for ${bytesOfPair}) as bytes
    ) found
    where r.snapshot_id = ${snapshotId} and r.is_revealed = ${isRevealed} and ${j}::int < r.row_count
    order by slice`);
  return rows.map(({ code }) => code);
}
