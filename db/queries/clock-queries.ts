import { eq, isNull, sql } from 'drizzle-orm';
import type { ClockReading } from '@/lib/core/clock/clock-reading';
import type { Executor } from '../client';
import { rounds } from '../schema/rounds';
import { clockHolds, clockReadings } from '../schema/site-state';
import { submissions } from '../schema/submissions';

/**
 * Reads the database's wall clock. A transaction reads it once, after it has its locks: `now()` is the
 * beginning of the transaction, which may precede a close for which it waited.
 */
export async function readClock(db: Executor): Promise<Date> {
  const [row] = await db.execute<{ now: string }>(
    sql`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`,
  );
  if (!row) throw new Error('the database returned no time');
  return new Date(row.now);
}

/**
 * Reads the clock, but returns a time no earlier than the benchmark's openings: if the clock was set back,
 * events after an opening still aren't dated before it. The caller must hold the benchmark's lock.
 */
export async function readBenchmarkClock(db: Executor, benchmarkId: string): Promise<Date> {
  const [row] = await db.execute<{ now: string }>(sql`
    select to_char(greatest(
      clock_timestamp(), (select max(opened_at) from ${rounds} where benchmark_id = ${benchmarkId})
    ) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`);
  if (!row) throw new Error('the database returned no time');
  return new Date(row.now);
}

/**
 * Reads the clock, but returns a time no earlier than the round's records: if the clock was set back, a round
 * still ends after its beginning and after all its submissions. The caller must hold the round's lock.
 */
export async function readRoundClock(db: Executor, roundId: string): Promise<Date> {
  const [row] = await db.execute<{ now: string }>(sql`
    select to_char(greatest(
      clock_timestamp(),
      (select opened_at from ${rounds} where round_id = ${roundId}),
      (select max(received_at) from ${submissions} where round_id = ${roundId})
    ) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`);
  if (!row) throw new Error('the database returned no time');
  return new Date(row.now);
}

export async function findClockReading(db: Executor, bootId: string): Promise<ClockReading | undefined> {
  const [row] = await db.select().from(clockReadings).where(eq(clockReadings.bootId, bootId));
  return row && { ...row, at: row.readAt };
}

/**
 * Stores only the first reading of the clock after a boot, so that two scorers of one machine compare with
 * the same reading.
 */
export async function insertClockReading(db: Executor, { at, ...reading }: ClockReading): Promise<void> {
  await db
    .insert(clockReadings)
    .values({ ...reading, readAt: at })
    .onConflictDoNothing();
}

export type ClockHold = { heldAt: Date; leapMs: number };

/** Finds the jump of the clock that waits for an operator's confirmation. */
export async function findClockHold(db: Executor): Promise<ClockHold | undefined> {
  const [row] = await db
    .select({ heldAt: clockHolds.heldAt, leapMs: clockHolds.leapMs })
    .from(clockHolds)
    .where(isNull(clockHolds.acceptedAt));
  return row;
}

/** Inserts a hold because of a jump of the clock. @returns false if there is a hold already */
export async function insertClockHold(db: Executor, hold: ClockHold): Promise<boolean> {
  const rows = await db
    .insert(clockHolds)
    .values(hold)
    .onConflictDoNothing()
    .returning({ id: clockHolds.clockHoldId });
  return rows.length === 1;
}

/**
 * Ends the hold and accepts the clock's present time. The earlier readings are deleted, so that scorers begin
 * comparing anew. @returns undefined if there was no hold
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
