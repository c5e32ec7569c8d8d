import type { Executor } from '@/db/client';
import { findClockHold } from '@/db/queries/clock-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

/** While the clock is held, nothing is done that can't be taken back. The database refuses it too. */
export async function requireSteadyClock(db: Executor): Promise<Result<void, Refusal>> {
  const hold = await findClockHold(db);
  return hold ? refuse({ kind: 'clock_held', heldAt: hold.heldAt }) : ok(undefined);
}
