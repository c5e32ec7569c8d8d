import { eq, isNull } from 'drizzle-orm';
import type { ClockReading } from '@/lib/core/clock/clock-reading';
import type { Executor } from '../client';
import { clockHolds, clockReadings } from '../schema/clock';

export async function findClockReading(db: Executor, bootId: string): Promise<ClockReading | undefined> {
  const [row] = await db.select().from(clockReadings).where(eq(clockReadings.bootId, bootId));
  return row && { ...row, at: row.readAt };
}

/** Keeps the first reading of a boot: two scorers of one machine compare with the same. */
export async function insertClockReading(db: Executor, { at, ...reading }: ClockReading): Promise<void> {
  await db
    .insert(clockReadings)
    .values({ ...reading, readAt: at })
    .onConflictDoNothing();
}

export type ClockHold = { heldAt: Date; leapMs: number };

/** The jump of the clock that waits for an operator's confirmation. */
export async function findClockHold(db: Executor): Promise<ClockHold | undefined> {
  const [row] = await db
    .select({ heldAt: clockHolds.heldAt, leapMs: clockHolds.leapMs })
    .from(clockHolds)
    .where(isNull(clockHolds.acceptedAt));
  return row;
}

/** @returns false where there is a hold already */
export async function insertClockHold(db: Executor, hold: ClockHold): Promise<boolean> {
  const rows = await db
    .insert(clockHolds)
    .values(hold)
    .onConflictDoNothing()
    .returning({ id: clockHolds.clockHoldId });
  return rows.length === 1;
}

/**
 * Ends the hold and accepts the clock's current time. The earlier comparison is deleted, so that scorers begin again.
 * @returns undefined where there was none
 */
export async function updateClockHoldAccepted(
  db: Executor,
  acceptedAt: Date,
): Promise<ClockHold | undefined> {
  const [row] = await db
    .update(clockHolds)
    .set({ acceptedAt })
    .where(isNull(clockHolds.acceptedAt))
    .returning({ heldAt: clockHolds.heldAt, leapMs: clockHolds.leapMs });
  if (row) await db.delete(clockReadings);
  return row;
}
