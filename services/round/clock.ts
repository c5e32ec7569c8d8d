import type { Database, Executor } from '@/db/client';
import { findClockHold, readClock, updateClockHoldAccepted } from '@/db/queries/clock-queries';
import { findViolatedConstraint } from '@/db/query-failure';
import { ok, type Result, refuse } from '@/lib/core/result';
import { recordOperatorEvent } from '../access/record-audit-event';

/** Refuses irreversible actions after a jump of the server's clock until an operator accepts the time. Triggers refuse them too. */
export async function requireSteadyClock(db: Executor): Promise<Result<void>> {
  const hold = await findClockHold(db);
  return hold ? refuse({ kind: 'clock_held', heldAt: hold.heldAt }) : ok(undefined);
}

/**
 * Runs a write that triggers refuse after a jump of the clock. The clock may jump between the check by `requireSteadyClock` and
 * the write; both give the same refusal.
 */
export async function whileClockIsSteady<T>(
  db: Database,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (findViolatedConstraint(error) !== 'rounds_clock_is_held') throw error;
    const hold = await findClockHold(db);
    if (!hold) throw error;
    return refuse({ kind: 'clock_held', heldAt: hold.heldAt });
  }
}

/**
 * Lifts the hold that a jump of the clock has set, when an operator confirms that the clock is right.
 * @param db connected as the owner of the tables; neither the web process nor the scorer has the rights
 * @returns null if there is no hold
 */
export async function acceptClock(db: Database): Promise<{ at: Date; leapMs: number } | null> {
  return db.transaction(async (tx) => {
    const at = await readClock(tx);
    const hold = await updateClockHoldAccepted(tx, at);
    if (!hold) return null;
    await recordOperatorEvent(tx, 'clock_accepted', { leap_seconds: Math.round(hold.leapMs / 1_000) });
    return { at, leapMs: hold.leapMs };
  });
}
