import { eq, sql } from 'drizzle-orm';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { PublishedOverfitting } from '@/lib/core/leaderboard/leaderboard';
import type { Executor } from '../client';
import { overfittingMeasurements } from '../schema/freshness';

export async function isOverfittingMeasured(db: Executor, snapshotId: string): Promise<boolean> {
  const rows = await db
    .select({ snapshotId: overfittingMeasurements.snapshotId })
    .from(overfittingMeasurements)
    .where(eq(overfittingMeasurements.snapshotId, snapshotId));
  return rows.length > 0;
}

/** Does nothing where the ranking has a measurement, which is final. */
export async function insertOverfitting(
  db: Executor,
  values: { snapshotId: string; measuredAt: Date; overfitting: Disclosed<PublishedOverfitting> },
): Promise<void> {
  await db.insert(overfittingMeasurements).values(values).onConflictDoNothing();
}

/** Teams that had feedback in a round, or are linked with one that had. */
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
