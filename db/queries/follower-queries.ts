import { and, eq, sql } from 'drizzle-orm';
import type { Executor } from '../client';
import { benchmarkFollowers } from '../schema/benchmarks';

type Follower = { benchmarkId: string; userId: string };

const isOf = ({ benchmarkId, userId }: Follower) =>
  and(eq(benchmarkFollowers.benchmarkId, benchmarkId), eq(benchmarkFollowers.userId, userId));

export async function insertFollower(db: Executor, follower: Follower): Promise<void> {
  await db.insert(benchmarkFollowers).values(follower).onConflictDoNothing();
}

export async function deleteFollower(db: Executor, follower: Follower): Promise<void> {
  await db.delete(benchmarkFollowers).where(isOf(follower));
}

export const isFollower = async (db: Executor, follower: Follower): Promise<boolean> =>
  (await db.$count(benchmarkFollowers, isOf(follower))) > 0;

/**
 * Counts people with an e-mail address: those in teams that ever submitted to the benchmark, and followers
 * outside of these teams.
 */
export async function countReaders(
  db: Executor,
  benchmarkId: string,
): Promise<{ participants: number; followers: number }> {
  const [row] = await db.execute<{ participants: number; followers: number }>(sql`
    with participant as (
      select distinct m.user_id from team_members m join submissions s using (team_id) join rounds r using (round_id)
      where r.benchmark_id = ${benchmarkId})
    select
      (select count(*)::int from users where email is not null and user_id in (select user_id from participant)) as participants,
      (select count(*)::int from users join benchmark_followers using (user_id)
        where benchmark_id = ${benchmarkId} and email is not null and user_id not in (select user_id from participant)) as followers`);
  if (!row) throw new Error('nothing was counted');
  return row;
}
