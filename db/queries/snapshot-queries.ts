import { and, desc, eq, sql } from 'drizzle-orm';
import type { Part } from '@/lib/core/benchmark';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { Leaderboard } from '@/lib/core/leaderboard/leaderboard';
import type { Executor } from '../client';
import { snapshots } from '../schema/publication';

export type SnapshotRow = typeof snapshots.$inferSelect;

export async function findNewestSnapshot(
  db: Executor,
  roundId: string,
  part: Part,
): Promise<SnapshotRow | undefined> {
  const [row] = await db
    .select()
    .from(snapshots)
    .where(and(eq(snapshots.roundId, roundId), eq(snapshots.part, part)))
    .orderBy(desc(snapshots.revision))
    .limit(1);
  return row;
}

/** The newest revision of each of these tables that there is. */
export async function listNewestSnapshots(
  db: Executor,
  wanted: readonly { roundId: string; part: Part }[],
): Promise<SnapshotRow[]> {
  if (wanted.length === 0) return [];
  const roundIds = sql.param(wanted.map(({ roundId }) => roundId));
  const parts = sql.param(wanted.map(({ part }) => part));
  return db
    .select()
    .from(snapshots)
    .where(sql`${snapshots.snapshotId} in (
    select newest.snapshot_id from unnest(${roundIds}::uuid[], ${parts}::part[]) as wanted (round_id, part)
    cross join lateral (
      select s.snapshot_id from snapshots s where s.round_id = wanted.round_id and s.part = wanted.part
      order by s.revision desc limit 1
    ) newest)`);
}

/** Publishes the next revision. Only what came through the door fits the type. */
export async function insertSnapshot(
  db: Executor,
  of: { roundId: string; publishedAt: Date; leaderboard: Disclosed<Leaderboard> },
): Promise<void> {
  const part = of.leaderboard.part;
  const newest = await findNewestSnapshot(db, of.roundId, part);
  await db.insert(snapshots).values({ ...of, part, revision: (newest?.revision ?? 0) + 1 });
}
