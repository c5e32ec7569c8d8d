import { and, asc, count, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { ArtefactKind } from '@/lib/core/benchmark';
import type { RanOn } from '@/lib/core/leaderboard/leaderboard';
import type { RepeatedRun, RunConditions } from '@/lib/core/model/model-version';
import type { Executor, Transaction } from '../client';
import type { SubmissionRow } from '../queries/submission-queries';
import { rounds } from '../schema/rounds';
import { submissions } from '../schema/submissions';
import { hiddenRuns, modelRuns, preparedRuns } from './schema';

/** Records for good that a submission's model is about to read hidden inputs; later calls change nothing. */
export async function insertHiddenRun(tx: Transaction, submissionId: string, begunAt: Date): Promise<void> {
  await tx.insert(hiddenRuns).values({ submissionId, begunAt }).onConflictDoNothing();
}

export async function hasBegunHiddenRun(db: Executor, submissionId: string): Promise<boolean> {
  return (await db.$count(hiddenRuns, eq(hiddenRuns.submissionId, submissionId))) > 0;
}

/**
 * Finds the time at which a submission's model was first about to read hidden inputs; undefined if it wasn't
 * yet.
 */
export async function findHiddenRunBeginning(db: Executor, submissionId: string): Promise<Date | undefined> {
  const [row] = await db
    .select({ begunAt: hiddenRuns.begunAt })
    .from(hiddenRuns)
    .where(eq(hiddenRuns.submissionId, submissionId));
  return row?.begunAt;
}

/**
 * True if a submission's outcome has been stored, whether it was reported or not. The caller must hold the
 * submission's lock.
 */
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

/** Finds the stored outcome of a submission, before and after it is reported. */
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

/** One in this number of a benchmark's scored runs on rounds is repeated on another runner. */
const repeatEvery = 50;

/**
 * Stores a scored run. The runs of one benchmark are counted one after another, so that exactly every 50th is
 * repeated. @returns true if this run is to be repeated
 */
export async function insertModelRun(
  tx: Transaction,
  { submissionId, benchmarkId }: { submissionId: string; benchmarkId: string },
  {
    predictionsSha256,
    inputsSha256,
    record,
  }: Pick<ModelRun, 'predictionsSha256' | 'inputsSha256'> & {
    record: ModelRun['conditions'];
  },
  ranAt: Date,
): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('model-runs:' || ${benchmarkId}, 0))`);
  const inserted = await tx
    .insert(modelRuns)
    .values({ submissionId, predictionsSha256, inputsSha256, conditions: record, ranAt })
    .onConflictDoNothing()
    .returning({ submissionId: modelRuns.submissionId });
  if (inserted.length === 0) return false;
  const [counted] = await tx
    .select({ count: count() })
    .from(modelRuns)
    .innerJoin(submissions, eq(submissions.submissionId, modelRuns.submissionId))
    .innerJoin(rounds, eq(rounds.roundId, submissions.roundId))
    .where(eq(rounds.benchmarkId, benchmarkId));
  return counted!.count % repeatEvery === 0;
}

export async function findModelRun(
  db: Executor,
  submissionId: string,
): Promise<typeof modelRuns.$inferSelect | undefined> {
  const [row] = await db.select().from(modelRuns).where(eq(modelRuns.submissionId, submissionId));
  return row;
}

export async function updateModelRunRepeat(
  tx: Transaction,
  submissionId: string,
  repeat: RepeatedRun,
): Promise<void> {
  await tx.update(modelRuns).set({ repeat }).where(eq(modelRuns.submissionId, submissionId));
}

/** Lists a round's runs whose repetition gave another published score, or none. */
export async function listDifferingRuns(
  db: Executor,
  roundId: string,
): Promise<{ submissionId: string; conditions: RunConditions; repeat: RepeatedRun }[]> {
  const rows = await db
    .select({
      submissionId: modelRuns.submissionId,
      conditions: modelRuns.conditions,
      repeat: modelRuns.repeat,
    })
    .from(modelRuns)
    .innerJoin(submissions, eq(submissions.submissionId, modelRuns.submissionId))
    .where(and(eq(submissions.roundId, roundId), sql`${modelRuns.repeat} ->> 'score' <> 'same'`))
    .orderBy(asc(submissions.receivedAt), asc(modelRuns.submissionId));
  return rows.flatMap(({ repeat, ...run }) => (repeat ? [{ ...run, repeat }] : []));
}

/** Counts the models of these submissions by the machine and engine that ran them. */
export async function countRanOn(db: Executor, submissionIds: string[]): Promise<RanOn[]> {
  if (submissionIds.length === 0) return [];
  const { conditions } = modelRuns;
  return db
    .select({
      runner: sql<string | null>`${conditions} ->> 'runner'`,
      engine: sql<string>`${conditions} ->> 'runtime'`,
      engine_version: sql<string>`${conditions} ->> 'runtimeVersion'`,
      architecture: sql<string>`${conditions} ->> 'architecture'`,
      kind: sql<ArtefactKind>`case when ${conditions} ? 'imageDigest' then 'container' else 'onnx' end`,
      count: count(),
    })
    .from(modelRuns)
    .where(inArray(modelRuns.submissionId, submissionIds))
    .groupBy(sql`1, 2, 3, 4, 5`)
    .orderBy(sql`6 desc, 5, 1, 2, 3, 4`);
}

type PreparedRun = typeof preparedRuns.$inferSelect;

/**
 * Stores the data by which a lease's result is read and checked, in place of an earlier lease's data.
 */
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
