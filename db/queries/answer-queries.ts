import { and, asc, eq, inArray, isNotNull, isNull, notInArray, sql } from 'drizzle-orm';
import type { AnswerTally } from '@/lib/core/exposure/exposure';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { Feedback } from '@/lib/core/feedback/feedback';
import type { SubmissionState } from '@/lib/core/submission/submission-state';
import type { Executor } from '../client';
import { answerTallies } from '../schema/answers';
import { submissions } from '../schema/submissions';

/** A team's feedback in a round, and its current best. */
export type TallyRow = typeof answerTallies.$inferSelect;

export const tallyOf = (row: TallyRow): AnswerTally => ({
  scores: row.scoreCount,
  announcements: row.announcementCount,
  refusals: row.refusalCount,
  charge: row.charge,
  sinceAnnouncement: row.sinceAnnouncementCount,
});

/** The tally as if the team were linked with no other. */
export const aloneTallyOf = (row: TallyRow): AnswerTally => ({
  ...tallyOf(row),
  charge: row.aloneCharge,
  sinceAnnouncement: row.aloneSinceAnnouncementCount,
});

/** The team and all that are linked with it in this round, as far as they have submitted to it, by id. */
export async function listTeamsOfGroup(db: Executor, roundId: string, teamId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ teamId: submissions.teamId })
    .from(submissions)
    .where(
      and(
        eq(submissions.roundId, roundId),
        sql`group_of_team(${submissions.roundId}, ${submissions.teamId}) = group_of_team(${roundId}, ${teamId})`,
      ),
    );
  return rows.map((row) => row.teamId).sort();
}

/** The tallies of a group, locked until the transaction ends: its feedback is decided one after another. */
export async function lockTallies(
  db: Executor,
  roundId: string,
  teamIds: readonly string[],
): Promise<TallyRow[]> {
  const inOrder = [...teamIds].sort();
  await db
    .insert(answerTallies)
    .values(inOrder.map((teamId) => ({ roundId, teamId })))
    .onConflictDoNothing();
  return db
    .select()
    .from(answerTallies)
    .where(and(eq(answerTallies.roundId, roundId), inArray(answerTallies.teamId, inOrder)))
    .orderBy(asc(answerTallies.teamId))
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
    tally: AnswerTally;
    alone: AnswerTally;
    incumbentSubmissionId: string | null;
  },
): Promise<void> {
  await db
    .update(answerTallies)
    .set({
      scoreCount: tally.scores,
      announcementCount: tally.announcements,
      refusalCount: tally.refusals,
      charge: tally.charge,
      sinceAnnouncementCount: tally.sinceAnnouncement,
      aloneCharge: alone.charge,
      aloneSinceAnnouncementCount: alone.sinceAnnouncement,
      incumbentSubmissionId,
    })
    .where(and(eq(answerTallies.roundId, roundId), eq(answerTallies.teamId, teamId)));
}

/**
 * Resets the feedback since the last improvement of these teams where there was one now; else changes nothing, by the same
 * statement.
 */
export async function updateSinceAnnouncement(
  db: Executor,
  { roundId, teamIds, isAnnounced }: { roundId: string; teamIds: readonly string[]; isAnnounced: boolean },
): Promise<void> {
  await db
    .update(answerTallies)
    .set({
      sinceAnnouncementCount: sql`case when ${isAnnounced} then 0 else ${answerTallies.sinceAnnouncementCount} end`,
    })
    .where(and(eq(answerTallies.roundId, roundId), inArray(answerTallies.teamId, [...teamIds])));
}

/** Teams with a scored submission that has no feedback yet. Automatic evaluations get none. */
export async function listTeamsToAnswer(db: Executor, roundId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ teamId: submissions.teamId })
    .from(submissions)
    .where(
      and(
        eq(submissions.roundId, roundId),
        eq(submissions.state, 'scored'),
        eq(submissions.isStanding, false),
        isNull(submissions.feedback),
      ),
    )
    .orderBy(asc(submissions.teamId));
  return rows.map(({ teamId }) => teamId);
}

export type SubmissionInLine = {
  submissionId: string;
  teamId: string;
  state: SubmissionState;
  isAnswered: boolean;
};

/** The submissions of a group of teams to a round, in order of acceptance, without automatic evaluations. */
export async function listSubmissionsInLine(
  db: Executor,
  roundId: string,
  teamIds: readonly string[],
): Promise<SubmissionInLine[]> {
  return db
    .select({
      submissionId: submissions.submissionId,
      teamId: submissions.teamId,
      state: submissions.state,
      isAnswered: sql<boolean>`${isNotNull(submissions.feedback)}`,
    })
    .from(submissions)
    .where(
      and(
        eq(submissions.roundId, roundId),
        inArray(submissions.teamId, [...teamIds]),
        eq(submissions.isStanding, false),
      ),
    )
    .orderBy(asc(submissions.receivedAt), asc(submissions.submissionId));
}

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

/** Stores the feedback on a scored submission. False where it has some: feedback is given once. */
export async function updateFeedback(
  db: Executor,
  submissionId: string,
  feedback: Disclosed<Feedback>,
): Promise<boolean> {
  const rows = await db
    .update(submissions)
    .set({ feedback })
    .where(
      and(
        eq(submissions.submissionId, submissionId),
        eq(submissions.state, 'scored'),
        isNull(submissions.feedback),
      ),
    )
    .returning({ id: submissions.submissionId });
  return rows.length > 0;
}

/** The feedback of a team and those linked with it in a round, in one tally each. */
export async function listTalliesOfGroup(
  db: Executor,
  roundId: string,
  teamId: string,
): Promise<AnswerTally[]> {
  const rows = await db
    .select()
    .from(answerTallies)
    .where(
      and(
        eq(answerTallies.roundId, roundId),
        sql`group_of_team(${answerTallies.roundId}, ${answerTallies.teamId}) = group_of_team(${roundId}, ${teamId})`,
      ),
    );
  return rows.map(tallyOf);
}

/** The scored submissions of an officially ranked round, once all have feedback; none before. */
export async function listSpentSubmissions(db: Executor, roundId: string): Promise<string[]> {
  const rows = await db.execute<{ submissionId: string }>(sql`
    select submission_id as "submissionId" from submissions
    where round_id = ${roundId} and state = 'scored' and kind = 'predictions'
      and exists (select from snapshots where round_id = ${roundId} and part = 'final')
      and not exists (select from submissions where round_id = ${roundId} and state = 'scored' and feedback is null and not is_standing)`);
  return rows.map(({ submissionId }) => submissionId);
}
