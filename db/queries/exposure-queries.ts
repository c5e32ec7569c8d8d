import { sql } from 'drizzle-orm';
import type { FeedbackTally } from '@/lib/core/exposure/exposure';
import type { Executor } from '../client';

/**
 * The feedback of each group of linked teams in a round; a single team is a group. Since exposure is public, every team counts
 * alone until the close: a link would show as a jump. Label holders are left out: feedback gives them no information, and uses
 * nothing up.
 */
export async function listGroupTallies(db: Executor, roundId: string): Promise<FeedbackTally[]> {
  return (await listGroupTalliesByRound(db, [roundId])).get(roundId) ?? [];
}

/** The same for several rounds; one without feedback has no entry. */
export async function listGroupTalliesByRound(
  db: Executor,
  roundIds: readonly string[],
): Promise<Map<string, FeedbackTally[]>> {
  if (roundIds.length === 0) return new Map();
  const rows = await db.execute<FeedbackTally & { roundId: string }>(sql`
    select round_id as "roundId", sum(score_count)::int as scores, sum(improvement_count)::int as improvements,
      sum(refusal_count)::int as refusals, sum(case when is_alone then alone_charge else charge end) as charge,
      sum(case when is_alone then alone_since_improvement_count else since_improvement_count end)::int as "sinceImprovement"
    from (
      select t.*, r.state = 'open' or r.state = 'frozen' and r.frozen_from = 'open' as is_alone
      from feedback_tallies t join rounds r using (round_id)
      where t.round_id in ${[...roundIds]} and not is_host_team(t.round_id, t.team_id)
    ) t
    group by round_id, case when is_alone then team_id else group_of_team(round_id, team_id) end`);
  const tallies = new Map<string, FeedbackTally[]>();
  for (const { roundId, ...tally } of rows) tallies.set(roundId, [...(tallies.get(roundId) ?? []), tally]);
  return tallies;
}
