import { and, desc, eq, sql } from 'drizzle-orm';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Executor } from '../client';
import { benchmarkMaintainers, benchmarks } from '../schema/benchmarks';

export type BenchmarkRow = typeof benchmarks.$inferSelect;

export async function findBenchmarkBySlug(db: Executor, slug: string): Promise<BenchmarkRow | undefined> {
  const [row] = await db.select().from(benchmarks).where(eq(benchmarks.slug, slug));
  return row;
}

/** A benchmark with what a person may do for it; for a visitor, nothing. */
export async function findBenchmarkWithRole(
  db: Executor,
  slug: string,
  userId: string | null,
): Promise<{ benchmark: BenchmarkRow; role: MaintainerRole | null } | undefined> {
  const isTheirs = userId === null ? sql`false` : eq(benchmarkMaintainers.userId, userId);
  const [row] = await db
    .select({ benchmark: benchmarks, role: benchmarkMaintainers.role })
    .from(benchmarks)
    .leftJoin(
      benchmarkMaintainers,
      and(eq(benchmarkMaintainers.benchmarkId, benchmarks.benchmarkId), isTheirs),
    )
    .where(eq(benchmarks.slug, slug));
  return row;
}

/** Listed benchmarks, newest first. Unlisted ones are found by their slug only. */
export async function listPublicBenchmarks(db: Executor): Promise<BenchmarkRow[]> {
  return db
    .select()
    .from(benchmarks)
    .where(eq(benchmarks.visibility, 'public'))
    .orderBy(desc(benchmarks.createdAt));
}

export async function listBenchmarksMaintainedBy(
  db: Executor,
  userId: string,
): Promise<{ benchmark: BenchmarkRow; role: MaintainerRole }[]> {
  return db
    .select({ benchmark: benchmarks, role: benchmarkMaintainers.role })
    .from(benchmarks)
    .innerJoin(benchmarkMaintainers, eq(benchmarkMaintainers.benchmarkId, benchmarks.benchmarkId))
    .where(eq(benchmarkMaintainers.userId, userId))
    .orderBy(desc(benchmarks.createdAt));
}

/** Undefined when the slug is taken. */
export async function insertBenchmark(
  db: Executor,
  values: typeof benchmarks.$inferInsert,
): Promise<BenchmarkRow | undefined> {
  const [row] = await db
    .insert(benchmarks)
    .values(values)
    .onConflictDoNothing({ target: benchmarks.slug })
    .returning();
  return row;
}

export async function insertMaintainer(
  db: Executor,
  of: { benchmarkId: string; userId: string; role: MaintainerRole },
): Promise<void> {
  await db.insert(benchmarkMaintainers).values(of);
}

/** What the person may do for the benchmark; undefined when nothing. */
export async function findMaintainerRole(
  db: Executor,
  benchmarkId: string,
  userId: string,
): Promise<MaintainerRole | undefined> {
  const [row] = await db
    .select({ role: benchmarkMaintainers.role })
    .from(benchmarkMaintainers)
    .where(and(eq(benchmarkMaintainers.benchmarkId, benchmarkId), eq(benchmarkMaintainers.userId, userId)));
  return row?.role;
}

/** Held while a round's number is given, so that two uploads can't take the same one. */
export async function lockBenchmark(db: Executor, benchmarkId: string): Promise<void> {
  await db
    .select({ one: sql`1` })
    .from(benchmarks)
    .where(eq(benchmarks.benchmarkId, benchmarkId))
    .for('update');
}

export async function updateFeedbackPolicy(
  db: Executor,
  benchmarkId: string,
  values: Pick<BenchmarkRow, 'feedbackPolicy' | 'feedbackShare'>,
): Promise<void> {
  await db.update(benchmarks).set(values).where(eq(benchmarks.benchmarkId, benchmarkId));
}

export async function updateSchedule(
  db: Executor,
  benchmarkId: string,
  values: Pick<BenchmarkRow, 'schedule' | 'nextRotationAt' | 'revealsAfterRounds'>,
): Promise<void> {
  await db.update(benchmarks).set(values).where(eq(benchmarks.benchmarkId, benchmarkId));
}
