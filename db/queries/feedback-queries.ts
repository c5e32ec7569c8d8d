import { and, asc, eq, inArray, isNotNull, isNull, notInArray, sql } from 'drizzle-orm';
import type { FeedbackTally } from '@/lib/core/exposure/exposure';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { Feedback } from '@/lib/core/feedback/feedback';
import type { SubmissionState } from '@/lib/core/submission/submission-state';
import type { Executor } from '../client';
import { feedbackTallies, submissions } from '../schema/submissions';

/** A team's feedback in a round, and its current best. */
export type TallyRow = typeof feedbackTallies.$inferSelect;

export const tallyOf = (row: TallyRow): FeedbackTally => ({
  scores: row.scoreCount,
  improvements: row.improvementCount,
  refusals: row.refusalCount,
  charge: row.charge,
  sinceImprovement: row.sinceImprovementCount,
});

/** The team's feedback as if it were linked with no other team. */
export const aloneTallyOf = (row: TallyRow): FeedbackTally => ({
  ...tallyOf(row),
  charge: row.aloneCharge,
  sinceImprovement: row.aloneSinceImprovementCount,
});

/** The team and all that are linked with it in this round, as far as they have submitted to it, by id. */
export async function listTeamsOfGroup(db: Executor, roundId: string, teamId: string): Promise<string[]> {
  const rows = await db.execute<{ teamId: string }>(sql`
    select grouped.team_id as "teamId" from teams_of_group(${roundId}, ${teamId}) grouped (team_id)
    where exists (select from submissions s where s.round_id = ${roundId} and s.team_id = grouped.team_id)
    order by grouped.team_id`);
  return rows.map((row) => row.teamId);
}

/** The tallies of a group, locked until the transaction ends: its feedback is decided one after another. */
export async function lockTallies(
  db: Executor,
  roundId: string,
  teamIds: readonly string[],
): Promise<TallyRow[]> {
  const inOrder = [...teamIds].sort();
  await db
    .insert(feedbackTallies)
    .values(inOrder.map((teamId) => ({ roundId, teamId })))
    .onConflictDoNothing();
  return db
    .select()
    .from(feedbackTallies)
    .where(and(eq(feedbackTallies.roundId, roundId), inArray(feedbackTallies.teamId, inOrder)))
    .orderBy(asc(feedbackTallies.teamId))
    .for('update');
}

/** @param alone the fields that would differ if the team were linked with no other */
export async function updateTally(
  db: Executor,
  {
    tally,
    alone,
    incumbentSubmissionId,
    roundId,
    teamId,
  }: {
    roundId: string;
    teamId: string;
    tally: FeedbackTally;
    alone: FeedbackTally;
    incumbentSubmissionId: string | null;
  },
): Promise<void> {
  await db
    .update(feedbackTallies)
    .set({
      scoreCount: tally.scores,
      improvementCount: tally.improvements,
      refusalCount: tally.refusals,
      charge: tally.charge,
      sinceImprovementCount: tally.sinceImprovement,
      aloneCharge: alone.charge,
      aloneSinceImprovementCount: alone.sinceImprovement,
      incumbentSubmissionId,
    })
    .where(and(eq(feedbackTallies.roundId, roundId), eq(feedbackTallies.teamId, teamId)));
}

/**
 * Resets the count of feedback since the teams' last improvement, if one was just reported; otherwise the same statement changes
 * nothing.
 */
export async function updateSinceImprovement(
  db: Executor,
  { roundId, teamIds, isAnnounced }: { roundId: string; teamIds: readonly string[]; isAnnounced: boolean },
): Promise<void> {
  await db
    .update(feedbackTallies)
    .set({
      sinceImprovementCount: sql`case when ${isAnnounced} then 0 else ${feedbackTallies.sinceImprovementCount} end`,
    })
    .where(and(eq(feedbackTallies.roundId, roundId), inArray(feedbackTallies.teamId, [...teamIds])));
}

/** Teams with a scored submission that has no feedback yet. Automatic evaluations get none. */
export async function listTeamsToDecide(db: Executor, roundId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ teamId: submissions.teamId })
    .from(submissions)
    .where(
      and(
        eq(submissions.roundId, roundId),
        eq(submissions.state, 'scored'),
        eq(submissions.isAutomatic, false),
        isNull(submissions.feedback),
      ),
    )
    .orderBy(asc(submissions.teamId));
  return rows.map(({ teamId }) => teamId);
}

/** The submissions of a group of teams to a round, in order of acceptance, without automatic evaluations. */
export async function listSubmissionsInOrder(db: Executor, roundId: string, teamIds: readonly string[]) {
  return db
    .select({
      submissionId: submissions.submissionId,
      teamId: submissions.teamId,
      state: submissions.state,
      hasFeedback: sql<boolean>`${isNotNull(submissions.feedback)}`,
    })
    .from(submissions)
    .where(
      and(
        eq(submissions.roundId, roundId),
        inArray(submissions.teamId, [...teamIds]),
        eq(submissions.isAutomatic, false),
      ),
    )
    .orderBy(asc(submissions.receivedAt), asc(submissions.submissionId));
}

export type SubmissionInOrder = Awaited<ReturnType<typeof listSubmissionsInOrder>>[number];

/**
 * The maintainers' baseline that a submission was received after: the first one of the round that wasn't withdrawn, rejected or failed. It
 * may not be scored yet.
 */
export async function findBaselineBefore(
  db: Executor,
  roundId: string,
  submissionId: string,
): Promise<{ submissionId: string; state: SubmissionState } | undefined> {
  const [row] = await db
    .select({ submissionId: submissions.submissionId, state: submissions.state })
    .from(submissions)
    .where(
      and(
        eq(submissions.roundId, roundId),
        submissions.isBaseline,
        isNull(submissions.withdrawnAt),
        notInArray(submissions.state, ['rejected', 'failed']),
        sql`(${submissions.receivedAt}, ${submissions.submissionId}) < (
          select asked.received_at, asked.submission_id from submissions asked where asked.submission_id = ${submissionId})`,
      ),
    )
    .orderBy(asc(submissions.receivedAt), asc(submissions.submissionId))
    .limit(1);
  return row;
}

/**
 * Stores the feedback on a scored submission.
 * @returns undefined, without a change, where it has some: feedback is given once
 */
export async function updateFeedback(
  db: Executor,
  submissionId: string,
  feedback: Disclosed<Feedback>,
): Promise<{ requestId: string | null } | undefined> {
  const [row] = await db
    .update(submissions)
    .set({ feedback })
    .where(
      and(
        eq(submissions.submissionId, submissionId),
        eq(submissions.state, 'scored'),
        isNull(submissions.feedback),
      ),
    )
    .returning({ requestId: submissions.requestId });
  return row;
}

/** The feedback of a team and those linked with it in a round, in one tally each. */
export async function listTalliesOfGroup(
  db: Executor,
  roundId: string,
  teamId: string,
): Promise<FeedbackTally[]> {
  const rows = await db
    .select()
    .from(feedbackTallies)
    .where(
      and(
        eq(feedbackTallies.roundId, roundId),
        sql`${feedbackTallies.teamId} in (select teams_of_group(${roundId}, ${teamId}))`,
      ),
    );
  return rows.map(tallyOf);
}

/** The scored submissions of an officially ranked round, once all of them have feedback; none before that. */
export async function listSpentSubmissions(db: Executor, roundId: string): Promise<string[]> {
  const rows = await db.execute<{ submissionId: string }>(sql`
    select submission_id as "submissionId" from submissions
    where round_id = ${roundId} and state = 'scored' and kind = 'predictions'
      and exists (select from snapshots where round_id = ${roundId} and split = 'final')
      and not exists (select from submissions where round_id = ${roundId} and state = 'scored' and feedback is null and not is_automatic)`);
  return rows.map(({ submissionId }) => submissionId);
}

/**
 * The feedback of each group of linked teams in several rounds; a single team is a group, and a round without feedback has no entry.
 * Since exposure is public, every team counts alone until the close: a link would show as a jump. Label holders are left out: they
 * know the labels, so that feedback reveals nothing to them.
 */
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
      select t.*, r.state = 'open' or r.state = 'frozen' and r.frozen_from = 'open' as is_alone,
        -- Without it the function is called for every team of the round.
        (r.benchmark_id, t.team_id) in (select l.benchmark_id, l.team_id from linked_teams l) as is_linked
      from feedback_tallies t join rounds r using (round_id)
      where t.round_id in ${[...roundIds]} and (t.round_id, t.team_id) not in (
        select asked.round_id, host.team_id
        from rounds asked, host_teams_of(asked.round_id) host (team_id) where asked.round_id in ${[...roundIds]})
    ) t
    group by round_id, case when is_alone or not is_linked then team_id else group_of_team(round_id, team_id) end`);
  const tallies = new Map<string, FeedbackTally[]>();
  for (const { roundId, ...tally } of rows) tallies.set(roundId, [...(tallies.get(roundId) ?? []), tally]);
  return tallies;
}
