import { sql } from 'drizzle-orm';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { RankCeiling } from '@/lib/core/freshness/rank-ceiling';
import type { Executor } from '../client';
import { rankCeilings } from '../schema/publication';
import { selectRankedRoundBefore } from './ranked-round-before';

/** Two official rankings, of rounds that follow each other. */
export type RankingPair = { readonly earlierSnapshotId: string; readonly laterSnapshotId: string };

/** For good: nothing where it is there already. */
export async function insertRankCeiling(
  db: Executor,
  pair: RankingPair,
  ceiling: Disclosed<RankCeiling> | null,
): Promise<void> {
  await db
    .insert(rankCeilings)
    .values({ ...pair, ceiling })
    .onConflictDoNothing();
}

/** The official ranking of a round that counts, by the labels that were sealed. */
const newestOf = (roundId: ReturnType<typeof sql>) => sql`(
  select s.snapshot_id from snapshots s
  where s.round_id = ${roundId} and s.part = 'final' and s.leaderboard ->> 'erratum' is null
  order by s.revision desc limit 1)`;

/** Of two rounds' official rankings as they are now; null where nothing was measured. */
export async function findRankCeiling(
  db: Executor,
  { earlierRoundId, laterRoundId }: { earlierRoundId: string; laterRoundId: string },
): Promise<RankCeiling | null> {
  const [row] = await db.execute<{ ceiling: RankCeiling | null }>(sql`
    select ceiling from rank_ceilings
    where later_snapshot_id = ${newestOf(sql`${laterRoundId}::uuid`)}
      and earlier_snapshot_id = ${newestOf(sql`${earlierRoundId}::uuid`)}`);
  return row?.ceiling ?? null;
}

export type UnmeasuredPair = RankingPair & { readonly earlierRoundId: string };

/** A round's ranking and that of the round before it, where both are out and nothing was noted of them. */
export async function findUnmeasuredPair(db: Executor, roundId: string): Promise<UnmeasuredPair | undefined> {
  const [pair] = await db.execute<UnmeasuredPair>(sql`${selectUnmeasured} and r.round_id = ${roundId}::uuid`);
  return pair;
}

/** Rounds of which that is so, newest first. */
export async function listUnmeasuredRounds(db: Executor, limit: number): Promise<string[]> {
  const rows = await db.execute<{ round_id: string }>(
    sql`${selectUnmeasured} order by r.opened_at desc limit ${limit}`,
  );
  return rows.map(({ round_id }) => round_id);
}

const selectUnmeasured = sql`
  select r.round_id, before.round_id as "earlierRoundId", earlier.snapshot_id as "earlierSnapshotId",
    later.snapshot_id as "laterSnapshotId"
  from rounds r
  cross join lateral ${selectRankedRoundBefore({ benchmarkId: sql`r.benchmark_id`, number: sql`r.number` })} before
  cross join lateral ${newestOf(sql`before.round_id`)} earlier
  cross join lateral ${newestOf(sql`r.round_id`)} later
  where r.state in ('closed', 'revealed')
    and not exists (
      select from rank_ceilings c
      where c.later_snapshot_id = later.snapshot_id and c.earlier_snapshot_id = earlier.snapshot_id)`;
