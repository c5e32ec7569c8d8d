import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { runnerRequests } from '../schema/runs';

export type RunnerRequestRow = typeof runnerRequests.$inferSelect;

const selectRequests = (db: Executor) =>
  db
    .select({ ...getTableColumns(runnerRequests), slug: benchmarks.slug })
    .from(runnerRequests)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, runnerRequests.benchmarkId));

export const findRunnerRequest = async (db: Executor, runnerRequestId: string) =>
  (await selectRequests(db).where(eq(runnerRequests.runnerRequestId, runnerRequestId))).at(0);

export const listRunnerRequests = async (db: Executor) =>
  selectRequests(db).orderBy(asc(runnerRequests.requestedAt));

export async function listRunnerRequestsOf(db: Executor, benchmarkId: string): Promise<RunnerRequestRow[]> {
  return db
    .select()
    .from(runnerRequests)
    .where(eq(runnerRequests.benchmarkId, benchmarkId))
    .orderBy(asc(runnerRequests.requestedAt));
}

/**
 * Inserts a maintainers' request for a runner. @returns the request's id; undefined if the benchmark has a
 * request with that name
 */
export async function insertRunnerRequest(
  db: Executor,
  values: typeof runnerRequests.$inferInsert,
): Promise<string | undefined> {
  const [row] = await db
    .insert(runnerRequests)
    .values(values)
    .onConflictDoNothing({ target: [runnerRequests.benchmarkId, runnerRequests.name] })
    .returning({ id: runnerRequests.runnerRequestId });
  return row?.id;
}

export async function deleteRunnerRequest(
  db: Executor,
  { runnerRequestId, benchmarkId }: Pick<RunnerRequestRow, 'runnerRequestId' | 'benchmarkId'>,
): Promise<RunnerRequestRow | undefined> {
  const [row] = await db
    .delete(runnerRequests)
    .where(
      and(eq(runnerRequests.runnerRequestId, runnerRequestId), eq(runnerRequests.benchmarkId, benchmarkId)),
    )
    .returning();
  return row;
}
