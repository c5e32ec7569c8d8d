import { desc, eq, inArray, sql } from 'drizzle-orm';
import type { Disclosed } from '@/lib/core/feedback/disclosed';
import type { Freshness } from '@/lib/core/freshness/decide-freshness';
import type { RoundPair } from '@/lib/core/freshness/drop';
import type { Executor } from '../client';
import { freshnessRecords } from '../schema/freshness';

/** A record without the lists of models that its drop was measured from, which are long. */
export type FreshnessSummary = {
  roundId: string;
  computedAt: Date;
  freshness: Omit<Freshness, 'inputs'> & {
    readonly inputs: Omit<Freshness['inputs'], 'link'> & {
      readonly link: Pick<RoundPair, 'earlierRound' | 'laterRound'> | null;
    };
  };
};

/** The newest record of each of these rounds; a round without one has no entry. */
export async function listNewestFreshness(
  db: Executor,
  roundIds: string[],
): Promise<Map<string, FreshnessSummary>> {
  if (roundIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([freshnessRecords.roundId], {
      roundId: freshnessRecords.roundId,
      computedAt: freshnessRecords.computedAt,
      freshness: sql<
        FreshnessSummary['freshness']
      >`${freshnessRecords.freshness} #- '{inputs,link,frozen}' #- '{inputs,link,adapted}'`,
    })
    .from(freshnessRecords)
    .where(inArray(freshnessRecords.roundId, roundIds))
    .orderBy(freshnessRecords.roundId, desc(freshnessRecords.computedAt));
  return new Map(rows.map((row) => [row.roundId, row]));
}

export type FreshnessRow = typeof freshnessRecords.$inferSelect;

/** The newest record of a round, whole. */
export async function findNewestFreshness(db: Executor, roundId: string): Promise<FreshnessRow | undefined> {
  const [row] = await db
    .select()
    .from(freshnessRecords)
    .where(eq(freshnessRecords.roundId, roundId))
    .orderBy(desc(freshnessRecords.computedAt))
    .limit(1);
  return row;
}

/** Only what came through the door fits the type. The caller holds the lock of `lockFreshness`. */
export async function insertFreshness(
  db: Executor,
  values: { roundId: string; computedAt: Date; isAtClose: boolean; freshness: Disclosed<Freshness> },
): Promise<void> {
  await db.insert(freshnessRecords).values({ ...values, state: values.freshness.state });
}
