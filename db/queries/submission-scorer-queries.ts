import { and, asc, desc, eq, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { SubmissionKind } from '@/lib/core/benchmark';
import type { Feedback } from '@/lib/core/feedback/feedback';
import type { EntryKind, WithdrawnSubmission } from '@/lib/core/leaderboard/leaderboard';
import type { Executor, Transaction } from '../client';
import { models } from '../schema/models';
import { submissions } from '../schema/submissions';
import { teamNames } from '../schema/team-links';
import { isNamedIn } from './pseudonym-queries';
import type { SubmissionRow } from './submission-queries';

const unfinished = ['received', 'queued', 'scoring'] as const;

/**
 * Begins a try: the row with its new fence, or undefined when the submission is finished, its outcome is stored or its model has a
 * run, which goes on. The row is
 * locked before that check, as it is where an outcome is stored.
 */
export async function claimSubmission(
  tx: Transaction,
  submissionId: string,
  deadlineAt: Date,
): Promise<SubmissionRow | undefined> {
  const isSought = and(
    eq(submissions.submissionId, submissionId),
    inArray(submissions.state, ['queued', 'scoring']),
  );
  await tx.select({ id: submissions.submissionId }).from(submissions).where(isSought).for('update');
  const [row] = await tx
    .update(submissions)
    .set({ state: 'scoring', attempt: sql`${submissions.attempt} + 1`, deadlineAt })
    .where(and(isSought, sql`not ${isKept}`, sql`not ${hasRun}`))
    .returning();
  return row;
}

/** True if its outcome is stored and not reported yet. */
const isKept = sql<boolean>`exists (
  select from hidden.hidden_runs h where h.submission_id = submissions.submission_id and h.outcome is not null)`;

const hasRun = sql<boolean>`exists (
  select from runs r where r.submission_id = submissions.submission_id and r.purpose in ('sample', 'round'))`;

/** The submission of a try; undefined when another one has begun, it is finished or its outcome is stored. */
export async function findTry(
  db: Executor,
  { submissionId, attempt }: Pick<SubmissionRow, 'submissionId' | 'attempt'>,
): Promise<SubmissionRow | undefined> {
  const [row] = await db
    .select()
    .from(submissions)
    .where(and(isTry(submissionId, attempt), sql`not ${isKept}`));
  return row;
}

export async function findSubmissionRow(
  db: Executor,
  submissionId: string,
): Promise<SubmissionRow | undefined> {
  const [row] = await db.select().from(submissions).where(eq(submissions.submissionId, submissionId));
  return row;
}

/** True if a try is still the newest one of an unfinished submission; then none begins until the transaction ends. */
export async function lockTry(
  tx: Transaction,
  { submissionId, attempt }: Pick<SubmissionRow, 'submissionId' | 'attempt'>,
): Promise<boolean> {
  const rows = await tx
    .select({ id: submissions.submissionId })
    .from(submissions)
    .where(isTry(submissionId, attempt))
    .for('update');
  return rows.length > 0;
}

const isTry = (submissionId: string, attempt: number) =>
  and(
    eq(submissions.submissionId, submissionId),
    eq(submissions.attempt, attempt),
    eq(submissions.state, 'scoring'),
  );

/** The recorded facts of a submission's file at acceptance. */
export async function findAcceptedFile(
  db: Executor,
  submissionId: string,
): Promise<{ kind: SubmissionKind; sha256: string; byteCount: number } | undefined> {
  const [row] = await db
    .select({
      kind: submissions.kind,
      sha256: submissions.fileSha256,
      byteCount: submissions.fileByteCount,
    })
    .from(submissions)
    .where(eq(submissions.submissionId, submissionId));
  return row;
}

type Outcome =
  | { state: 'scored' }
  | {
      state: 'rejected' | 'failed';
      code: string;
      message: string;
      line: number | null;
      column: number | null;
    };

/** Ends a try. False, without a change, when another try has begun or ended since. */
export async function finishSubmission(
  db: Executor,
  { finishedAt, submissionId, attempt }: { submissionId: string; attempt: number; finishedAt: Date },
  outcome: Outcome,
): Promise<boolean> {
  const rows = await db
    .update(submissions)
    .set({ ...outcome, finishedAt, deadlineAt: null })
    .where(isTry(submissionId, attempt))
    .returning({ id: submissions.submissionId });
  return rows.length > 0;
}

/**
 * Submissions past the deadline of their state, whatever their scorer does; locked until the transaction ends. A submission with
 * a stored outcome isn't failed: it only waits for a scorer that reports it.
 * @param pastDeadlineSince restricts the submissions with a stored outcome to those past their deadline since then
 */
export async function lockOverdueSubmissions(
  tx: Transaction,
  { now, pastDeadlineSince }: { now: Date; pastDeadlineSince: Date },
) {
  return tx
    .select({
      submissionId: submissions.submissionId,
      roundId: submissions.roundId,
      versionId: submissions.versionId,
      isAutomatic: submissions.isAutomatic,
      /** True if the submission's model was about to be run on hidden inputs, or has been. */
      hasSeenHidden: sql<boolean>`exists (
        select from hidden.hidden_runs h where h.submission_id = submissions.submission_id)`,
    })
    .from(submissions)
    .where(
      and(
        inArray(submissions.state, [...unfinished]),
        lt(submissions.deadlineAt, now),
        or(lt(submissions.deadlineAt, pastDeadlineSince), sql`not ${isKept}`),
      ),
    )
    .for('update');
}

export async function updateSubmissionOverdue(
  tx: Transaction,
  submissionId: string,
  { now, message }: { now: Date; message: string },
): Promise<void> {
  await tx
    .update(submissions)
    .set({ state: 'failed', code: 'deadline_passed', message, finishedAt: now, deadlineAt: null })
    .where(eq(submissions.submissionId, submissionId));
}

export async function countUnfinished(db: Executor, roundId: string): Promise<number> {
  return db.$count(
    submissions,
    and(eq(submissions.roundId, roundId), inArray(submissions.state, [...unfinished])),
  );
}

/** True if a submission was withdrawn from a round at an instant or after it. */
export async function isWithdrawnSince(db: Executor, roundId: string, since: Date): Promise<boolean> {
  return (
    (await db.$count(
      submissions,
      and(eq(submissions.roundId, roundId), gte(submissions.withdrawnAt, since)),
    )) > 0
  );
}

/** The scored submissions that were withdrawn from a round after its reveal, team by team, in the order of receipt. */
export async function listWithdrawnSubmissions(
  db: Executor,
  { roundId, revealedAt }: { roundId: string; revealedAt: Date },
): Promise<WithdrawnSubmission[]> {
  const rows = await db
    .select({ submission: submissions, model: models.name, team: teamNames.name })
    .from(submissions)
    .innerJoin(models, eq(models.modelId, submissions.modelId))
    .innerJoin(teamNames, isNamedIn(models.benchmarkId, submissions.teamId))
    .where(
      and(
        eq(submissions.roundId, roundId),
        eq(submissions.state, 'scored'),
        gte(submissions.withdrawnAt, revealedAt),
      ),
    )
    .orderBy(submissions.withdrawnAt, submissions.teamId, submissions.receivedAt, submissions.submissionId);
  return rows.flatMap(({ submission: { submissionId, version, withdrawnAt, withdrawalReason }, ...names }) =>
    withdrawnAt && withdrawalReason
      ? [
          {
            submission: submissionId,
            ...names,
            version,
            withdrawn_at: withdrawnAt.toISOString(),
            reason: withdrawalReason,
          },
        ]
      : [],
  );
}

/**
 * Number of an open round's models with a scored submission that isn't withdrawn, or an automatic evaluation in any state;
 * without those that are never ranked.
 */
export async function countScoredModels(db: Executor, roundId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(distinct ${submissions.modelId})::int` })
    .from(submissions)
    .where(
      and(
        eq(submissions.roundId, roundId),
        or(submissions.isAutomatic, eq(submissions.state, 'scored')),
        isNull(submissions.withdrawnAt),
        sql`${kindIn(roundId)} = 'entry'`,
      ),
    );
  return row?.count ?? 0;
}

const reportedColumns = {
  submissionId: submissions.submissionId,
  version: submissions.version,
  evidence: submissions.evidence,
  receivedAt: submissions.receivedAt,
  chosenAt: submissions.chosenAt,
  withdrawnAt: submissions.withdrawnAt,
  isAutomatic: submissions.isAutomatic,
  feedback: submissions.feedback,
};

/** A submission whose team had a score as feedback. It may be withdrawn. */
export type ReportedSubmission = Omit<RankedSubmission, 'submission'> & {
  submission: Pick<SubmissionRow, keyof typeof reportedColumns>;
  feedback: Feedback;
};

const isReported = (roundId: string) =>
  and(eq(submissions.roundId, roundId), sql`(${submissions.feedback} ->> 'score') is not null`);

export const countReported = (db: Executor, roundId: string): Promise<number> =>
  db.$count(submissions, isReported(roundId));

/** Every submission to a round whose score was reported, withdrawn ones too. */
export async function listReportedSubmissions(db: Executor, roundId: string): Promise<ReportedSubmission[]> {
  // Without disclosures, which are hidden until the close and may be as long as all the rest.
  const rows = await db
    .select({ ...rankedColumns, kind: kindIn(roundId), submission: reportedColumns })
    .from(submissions)
    .innerJoin(models, eq(models.modelId, submissions.modelId))
    .innerJoin(teamNames, isNamedIn(models.benchmarkId, submissions.teamId))
    .where(isReported(roundId));
  return rows.flatMap((row) =>
    row.submission.feedback ? [{ ...row, feedback: row.submission.feedback }] : [],
  );
}

/** The counting submission (`counting_submission`) of each model of a round, which is ranked. */
export function listRankedSubmissions(db: Executor, roundId: string): Promise<RankedSubmission[]> {
  // Calls the function once for each model, not for each submission.
  return selectRanked(db, roundId)
    .where(
      sql`${submissions.submissionId} in (
        select counting_submission(${roundId}::uuid, entered.model_id)
        from (select distinct s.model_id from submissions s where s.round_id = ${roundId}::uuid) entered)`,
    )
    .orderBy(asc(submissions.modelId));
}

/** Scored submissions without feedback, which may yet decide what counts. Automatic evaluations get none while a round is open. */
export async function countUndecidedFeedback(db: Executor, roundId: string): Promise<number> {
  return db.$count(
    submissions,
    and(
      eq(submissions.roundId, roundId),
      eq(submissions.state, 'scored'),
      isNull(submissions.feedback),
      eq(submissions.isAutomatic, false),
    ),
  );
}

/** Kind of a round's submission in its ranking: a label holder, now or at the close, is its host. */
export const kindIn = (roundId: string) => sql<EntryKind>`case when ${submissions.isBaseline} then 'baseline'
  when ${submissions.teamId} in (select host_teams_of(${roundId}::uuid)) then 'host' else 'entry' end`;

/**
 * The scored submissions of automatically evaluated versions beside the counting one of their model, last frozen first: a round's
 * versions are entered in the order of freezing.
 */
export function listAutomaticBeside(db: Executor, roundId: string): Promise<RankedSubmission[]> {
  return selectRanked(db, roundId)
    .where(
      and(
        isScored(roundId),
        eq(submissions.isAutomatic, true),
        sql`${submissions.submissionId} <> counting_submission(${submissions.roundId}, ${submissions.modelId})`,
      ),
    )
    .orderBy(submissions.modelId, desc(submissions.receivedAt));
}

const rankedColumns = {
  submission: submissions,
  model: models.name,
  modelSlug: models.slug,
  team: teamNames.name,
  teamSlug: teamNames.slug,
  submissionsUsed: sql<number>`(select count(*)::int from round_slots s where s.round_id = ${submissions.roundId} and s.team_id = ${submissions.teamId})`,
};

const isScored = (roundId: string) =>
  and(eq(submissions.roundId, roundId), eq(submissions.state, 'scored'), isNull(submissions.withdrawnAt));

const selectRanked = (db: Executor, roundId: string) =>
  db
    .select({ ...rankedColumns, kind: kindIn(roundId) })
    .from(submissions)
    .innerJoin(models, eq(models.modelId, submissions.modelId))
    .innerJoin(teamNames, isNamedIn(models.benchmarkId, submissions.teamId));

export type RankedSubmission = Awaited<ReturnType<typeof selectRanked>>[number];

/** Those of these submissions that exist. */
export async function listKnownSubmissions(db: Executor, submissionIds: string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: submissions.submissionId })
    .from(submissions)
    .where(inArray(submissions.submissionId, submissionIds));
  return new Set(rows.map(({ id }) => id));
}
