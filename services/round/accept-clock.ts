import type { Database } from '@/db/client';
import { updateClockHoldAccepted } from '@/db/queries/clock-queries';
import { readClock } from '@/db/queries/read-clock';
import { recordOperatorAct } from '../access/record-operator-act';

/**
 * The operator's word that the clock is right as it is now.
 * @param db as the tables' owner; neither process has its rights
 * @returns null where nothing was held
 */
export async function acceptClock(db: Database): Promise<{ at: Date; leapMs: number } | null> {
  return db.transaction(async (tx) => {
    const at = await readClock(tx);
    const hold = await updateClockHoldAccepted(tx, at);
    if (!hold) return null;
    await recordOperatorAct(tx, 'clock_accepted', { leap_seconds: Math.round(hold.leapMs / 1_000) });
    return { at, leapMs: hold.leapMs };
  });
}
