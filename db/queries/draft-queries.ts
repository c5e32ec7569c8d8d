import { eq } from 'drizzle-orm';
import type { Plan } from '@/lib/core/round/round';
import type { Executor } from '../client';
import { rounds } from '../schema/rounds';

/** The caller holds the round's lock. */
export async function updateDraft(
  db: Executor,
  roundId: string,
  values: { title: string } & Plan,
): Promise<void> {
  await db.update(rounds).set(values).where(eq(rounds.roundId, roundId));
}

/** The caller holds the benchmark's lock and the round's. */
export async function deleteDraft(db: Executor, roundId: string): Promise<void> {
  await db.delete(rounds).where(eq(rounds.roundId, roundId));
}

/** A draft that takes the place and the number of one that was just deleted. The caller holds the benchmark's lock. */
export async function insertDraftAnew(db: Executor, values: typeof rounds.$inferInsert): Promise<void> {
  await db.insert(rounds).values(values);
}
