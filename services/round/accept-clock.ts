import type { Database } from '@/db/client';
import { updateClockHoldAccepted } from '@/db/queries/clock-queries';
import { readClock } from '@/db/queries/read-clock';
import { recordAct } from '../access/record-act';

/**
 * The operator's word that the clock is right as it is now.
 * @param db with the rights of the migration role; neither process has them
 * @returns null where nothing was held
 */
export async function acceptClock(db: Database): Promise<{ at: Date; leapMs: number } | null> {
  return db.transaction(async (tx) => {
    const at = await readClock(tx);
    const hold = await updateClockHoldAccepted(tx, at);
    if (!hold) return null;
    await recordAct(tx, {
      act: 'clock_accepted',
      actor: null,
      actorKind: 'operator',
      at,
      benchmarkId: null,
      detail: { leap_seconds: Math.round(hold.leapMs / 1_000) },
    });
    return { at, leapMs: hold.leapMs };
  });
}
