import { eq, sql } from 'drizzle-orm';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { PublishedOverfitting } from '@/lib/core/leaderboard/published-overfitting';
import type { Executor } from '../client';
import { overfittingMeasurements } from '../schema/freshness';

export async function isOverfittingMeasured(db: Executor, roundId: string): Promise<boolean> {
  const rows = await db
    .select({ roundId: overfittingMeasurements.roundId })
    .from(overfittingMeasurements)
    .where(eq(overfittingMeasurements.roundId, roundId));
  return rows.length > 0;
}

/** Nothing where the round has a measurement: the first one stays. */
export async function insertOverfitting(
  db: Executor,
  values: { roundId: string; measuredAt: Date; overfitting: Disclosed<PublishedOverfitting> },
): Promise<void> {
  await db.insert(overfittingMeasurements).values(values).onConflictDoNothing();
}

/** Teams that had feedback in a round, or are linked with one that had. */
export async function listTeamsWithFeedback(db: Executor, roundId: string): Promise<ReadonlySet<string>> {
  const rows = await db.execute<{ team: string }>(sql`
    with answered as (
      select distinct group_of_team(round_id, team_id) as team_group from answer_tallies
      where round_id = ${roundId} and score_count + announcement_count + refusal_count > 0
    )
    select team_id as team from (select distinct team_id from submissions where round_id = ${roundId}) entered
    where group_of_team(${roundId}, team_id) in (select team_group from answered)`);
  return new Set(rows.map(({ team }) => team));
}
