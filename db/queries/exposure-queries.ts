import { sql } from 'drizzle-orm';
import type { AnswerTally } from '@/lib/core/exposure/effective-answers';
import type { Executor } from '../client';

/** What each group of linked teams has been answered in a round; a team alone is a group. */
export async function listGroupTallies(db: Executor, roundId: string): Promise<AnswerTally[]> {
  const rows = await db.execute<{ scores: number; announcements: number; refusals: number }>(sql`
    select sum(score_count)::int as scores, sum(announcement_count)::int as announcements, sum(refusal_count)::int as refusals
    from answer_tallies where round_id = ${roundId} group by group_of_team(round_id, team_id)`);
  return [...rows];
}
