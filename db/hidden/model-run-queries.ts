import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Executor, Transaction } from '../client';
import type { SubmissionRow } from '../queries/submission-queries';
import { submissions } from '../schema/submissions';
import { hiddenRuns, modelRuns, preparedRuns } from './schema';

/** Records for good that a submission's model is about to read hidden inputs; only the first time counts. */
export async function insertHiddenRun(tx: Transaction, submissionId: string, begunAt: Date): Promise<void> {
  await tx.insert(hiddenRuns).values({ submissionId, begunAt }).onConflictDoNothing();
}

export async function hasBegunHiddenRun(db: Executor, submissionId: string): Promise<boolean> {
  return (await db.$count(hiddenRuns, eq(hiddenRuns.submissionId, submissionId))) > 0;
}

/** The time at which a submission's model was about to read hidden inputs; undefined before. */
export async function findHiddenRunBeginning(db: Executor, submissionId: string): Promise<Date | undefined> {
  const [row] = await db
    .select({ begunAt: hiddenRuns.begunAt })
    .from(hiddenRuns)
    .where(eq(hiddenRuns.submissionId, submissionId));
  return row?.begunAt;
}

/** True if a submission has an outcome that is or was to be reported. The caller holds the submission's lock. */
export async function hasStoredOutcome(tx: Transaction, submissionId: string): Promise<boolean> {
  const isStored = and(eq(hiddenRuns.submissionId, submissionId), isNotNull(hiddenRuns.outcome));
  return (await tx.$count(hiddenRuns, isStored)) > 0;
}

export async function updateHiddenRunOutcome(
  tx: Transaction,
  submissionId: string,
  stored: { outcome: Uint8Array; reportableAt: Date },
): Promise<void> {
  await tx
    .update(hiddenRuns)
    .set(stored)
    .where(and(eq(hiddenRuns.submissionId, submissionId), isNull(hiddenRuns.outcome)));
}

export type StoredOutcome = { submission: SubmissionRow; outcome: Uint8Array; reportableAt: Date };

/** The stored outcome of a submission, before and after it is reported. */
export async function findStoredOutcome(
  db: Executor,
  submissionId: string,
): Promise<StoredOutcome | undefined> {
  const [row] = await db
    .select({ submission: submissions, outcome: hiddenRuns.outcome, reportableAt: hiddenRuns.reportableAt })
    .from(hiddenRuns)
    .innerJoin(submissions, eq(submissions.submissionId, hiddenRuns.submissionId))
    .where(and(eq(hiddenRuns.submissionId, submissionId), isNotNull(hiddenRuns.outcome)));
  const { submission, outcome, reportableAt } = row ?? {};
  return submission && outcome && reportableAt ? { submission, outcome, reportableAt } : undefined;
}

type ModelRun = typeof modelRuns.$inferInsert;

export async function insertModelRun(
  tx: Transaction,
  submissionId: string,
  {
    predictionsSha256,
    inputsSha256,
    record,
  }: Pick<ModelRun, 'predictionsSha256' | 'inputsSha256'> & {
    record: ModelRun['conditions'];
  },
  ranAt: Date,
): Promise<void> {
  await tx
    .insert(modelRuns)
    .values({ submissionId, predictionsSha256, inputsSha256, conditions: record, ranAt })
    .onConflictDoNothing();
}

type PreparedRun = typeof preparedRuns.$inferSelect;

/** Stores what a lease's result is read and checked by, in place of that of an earlier lease. */
export async function upsertPreparedRun(tx: Transaction, { runId, ...prepared }: PreparedRun): Promise<void> {
  await tx
    .insert(preparedRuns)
    .values({ runId, ...prepared })
    .onConflictDoUpdate({ target: preparedRuns.runId, set: prepared });
}

export async function findPreparedRun(
  db: Executor,
  { runId, fence }: Pick<PreparedRun, 'runId' | 'fence'>,
): Promise<PreparedRun | undefined> {
  const [row] = await db
    .select()
    .from(preparedRuns)
    .where(and(eq(preparedRuns.runId, runId), eq(preparedRuns.fence, fence)));
  return row;
}
