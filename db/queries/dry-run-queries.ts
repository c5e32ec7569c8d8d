import { and, desc, eq, gt } from 'drizzle-orm';
import type { Executor, Transaction } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { dryRuns } from '../schema/models';

export type DryRunRow = typeof dryRuns.$inferSelect;
/** With its benchmark as a reader knows it, and how many items its public sample has: null where there is none. */
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

/** A dry run for its sender only. */
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

/** The time of the person's `count`-th last run, if it was after an instant: then the person has sent as many since. */
export async function findDryRunBack(
  db: Executor,
  userId: string,
  { since, count }: { since: Date; count: number },
): Promise<Date | null> {
  const [row] = await db
    .select({ receivedAt: dryRuns.receivedAt })
    .from(dryRuns)
    .where(and(eq(dryRuns.userId, userId), gt(dryRuns.receivedAt, since)))
    .orderBy(desc(dryRuns.receivedAt))
    .offset(count - 1)
    .limit(1);
  return row?.receivedAt ?? null;
}
