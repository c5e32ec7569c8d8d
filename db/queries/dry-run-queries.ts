import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { dryRuns } from '../schema/models';
import type { BenchmarkRow } from './benchmark-queries';

export type DryRunRow = typeof dryRuns.$inferSelect;

/**
 * A dry run with its benchmark's public names, and the number of items of the public sample (null without a
 * sample).
 */
export type NamedDryRun = DryRunRow & {
  benchmarkSlug: string;
  benchmarkTitle: string;
  sampleCount: number | null;
};

export async function insertDryRun(
  tx: Transaction,
  values: Omit<typeof dryRuns.$inferInsert, 'state'>,
): Promise<void> {
  await tx.insert(dryRuns).values({ ...values, state: 'queued' });
}

/** Finds a dry run, if the person is its sender. */
export async function findDryRunOf(
  db: Executor,
  dryRunId: string,
  userId: string,
): Promise<NamedDryRun | undefined> {
  const [row] = await db
    .select({
      dryRun: dryRuns,
      slug: benchmarks.slug,
      title: benchmarks.title,
      sample: benchmarks.modelSample,
    })
    .from(dryRuns)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, dryRuns.benchmarkId))
    .where(and(eq(dryRuns.dryRunId, dryRunId), eq(dryRuns.userId, userId)));
  return (
    row && {
      ...row.dryRun,
      benchmarkSlug: row.slug,
      benchmarkTitle: row.title,
      sampleCount: row.sample?.length ?? null,
    }
  );
}

const unfinished = ['queued', 'running'] as const;

export async function isDryRunUnfinished(db: Executor, dryRunId: string): Promise<boolean> {
  return (await db.$count(dryRuns, isUnfinished(dryRunId))) > 0;
}

const isUnfinished = (dryRunId: string) =>
  and(eq(dryRuns.dryRunId, dryRunId), inArray(dryRuns.state, [...unfinished]));

/**
 * Begins a try of a dry run: returns the row with its new fence and its benchmark, or undefined if the dry
 * run has ended, has a run or is deleted.
 */
export async function claimDryRun(
  db: Executor,
  dryRunId: string,
  deadlineAt: Date,
): Promise<{ dryRun: DryRunRow; benchmark: BenchmarkRow } | undefined> {
  const [dryRun] = await db
    .update(dryRuns)
    .set({ state: 'running', attempt: sql`${dryRuns.attempt} + 1`, deadlineAt })
    .where(
      and(
        isUnfinished(dryRunId),
        sql`not exists (select from runs r where r.dry_run_id = ${dryRuns.dryRunId})`,
      ),
    )
    .returning({ attempt: dryRuns.attempt });
  return dryRun && findDryRunTry(db, { dryRunId, attempt: dryRun.attempt });
}

/**
 * Finds the dry run of a try, with its benchmark; undefined if another try has begun or the dry run has
 * ended.
 */
export async function findDryRunTry(
  db: Executor,
  { dryRunId, attempt }: Pick<DryRunRow, 'dryRunId' | 'attempt'>,
): Promise<{ dryRun: DryRunRow; benchmark: BenchmarkRow } | undefined> {
  const [found] = await db
    .select({ dryRun: dryRuns, benchmark: benchmarks })
    .from(dryRuns)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, dryRuns.benchmarkId))
    .where(and(isUnfinished(dryRunId), eq(dryRuns.attempt, attempt)));
  return found;
}

export type DryRunOutcome =
  | { state: 'passed'; outputs: DryRunRow['outputs'] }
  | { state: 'rejected' | 'failed'; code: string; message: string };

/**
 * Ends a try of a dry run. False, without a change, if another try has begun or the dry run has ended since.
 */
export async function updateDryRunFinished(
  db: Executor,
  { dryRunId, attempt }: Pick<DryRunRow, 'dryRunId' | 'attempt'>,
  outcome: DryRunOutcome & { finishedAt: Date },
): Promise<boolean> {
  const rows = await db
    .update(dryRuns)
    .set({ ...outcome, deadlineAt: null })
    .where(and(isUnfinished(dryRunId), eq(dryRuns.attempt, attempt)))
    .returning({ id: dryRuns.dryRunId });
  return rows.length > 0;
}

/** Lists dry runs that have passed the deadline of their state. */
export async function listOverdueDryRuns(
  db: Executor,
  now: Date,
): Promise<Pick<DryRunRow, 'dryRunId' | 'attempt'>[]> {
  return db
    .select({ dryRunId: dryRuns.dryRunId, attempt: dryRuns.attempt })
    .from(dryRuns)
    .where(and(inArray(dryRuns.state, [...unfinished]), lt(dryRuns.deadlineAt, now)));
}

export async function deleteDryRunsBefore(db: Executor, instant: Date): Promise<void> {
  await db.delete(dryRuns).where(and(sql`${dryRuns.deadlineAt} is null`, lt(dryRuns.receivedAt, instant)));
}
