import type { Database } from '@/db/client';
import { findClockHold } from '@/db/queries/clock-queries';
import { findViolatedConstraint } from '@/db/violated-constraint';
import type { Refusal } from '@/lib/core/refusal';
import { type Result, refuse } from '@/lib/core/result';

/**
 * Does what the database refuses while the clock is held. It may have been steady when the work looked (`requireSteadyClock`), and
 * have leapt before it wrote: that is the same refusal.
 */
export async function whileClockIsSteady<T>(
  db: Database,
  work: () => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  try {
    return await work();
  } catch (error) {
    if (findViolatedConstraint(error) !== 'rounds_clock_is_held') throw error;
    const hold = await findClockHold(db);
    if (!hold) throw error;
    return refuse({ kind: 'clock_held', heldAt: hold.heldAt });
  }
}
