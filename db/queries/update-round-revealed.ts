import { eq } from 'drizzle-orm';
import type { ArchiveFile } from '@/lib/core/round/round';
import type { Executor } from '../client';
import { rounds } from '../schema/rounds';

/** The caller holds the round's lock. */
export async function updateRoundRevealed(
  db: Executor,
  roundId: string,
  revealed: { revealedAt: Date; archive: ArchiveFile[] },
): Promise<void> {
  await db
    .update(rounds)
    .set({ state: 'revealed', ...revealed })
    .where(eq(rounds.roundId, roundId));
}
