import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@/db/client';
import { findRoundById } from '@/db/queries/round-queries';
import type { Round } from '@/lib/core/round/round';

const patienceMs = 20_000;
const pollIntervalMs = 150;

/**
 * The round once the scorer has brought it to the wanted state, or its current state after 20 seconds: the job continues, and the
 * caller sees the state.
 */
export async function awaitRound(
  db: Database,
  roundId: string,
  isThere: (round: Round) => boolean,
): Promise<Round | undefined> {
  for (let waitedMs = 0; ; waitedMs += pollIntervalMs) {
    const round = await findRoundById(db, roundId);
    // A draft may have been deleted.
    if (!round) return undefined;
    if (isThere(round) || waitedMs >= patienceMs) return round;
    await sleep(pollIntervalMs);
  }
}
