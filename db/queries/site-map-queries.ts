import { and, desc, eq, ne, sql } from 'drizzle-orm';
import type { Executor } from '../client';
import { benchmarks } from '../schema/benchmarks';
import { rounds } from '../schema/rounds';

export type MappedRound = { readonly slug: string; readonly number: number; readonly changedAt: Date };

/** Public rounds of listed benchmarks, last changed first, without drafts. */
export async function listMappedRounds(db: Executor, count: number): Promise<MappedRound[]> {
  const changedAt = sql`greatest(${rounds.sealedAt}, ${rounds.openedAt}, ${rounds.closedAt}, ${rounds.frozenAt}, ${rounds.invalidatedAt}, ${rounds.revealedAt})`;
  return db
    .select({
      slug: benchmarks.slug,
      number: rounds.number,
      changedAt: changedAt.mapWith(rounds.createdAt),
    })
    .from(rounds)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, rounds.benchmarkId))
    .where(and(eq(benchmarks.visibility, 'public'), ne(rounds.state, 'draft')))
    .orderBy(desc(changedAt))
    .limit(count);
}

/** Listed benchmarks, newest first. */
export async function listMappedBenchmarks(
  db: Executor,
  count: number,
): Promise<{ slug: string; createdAt: Date }[]> {
  return db
    .select({ slug: benchmarks.slug, createdAt: benchmarks.createdAt })
    .from(benchmarks)
    .where(eq(benchmarks.visibility, 'public'))
    .orderBy(desc(benchmarks.createdAt))
    .limit(count);
}
