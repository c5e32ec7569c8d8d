import type { Refusal } from '../refusal';
import { ok, type Result, refuse } from '../result';

/** How long a round stays open when nobody said. */
export const roundDaysDefault = 30;

/** When a round that opens now will close: as asked, else as planned, else after 30 days. */
export function decideInterval(of: {
  openedAt: Date;
  planned: Date | null;
  wanted: Date | null;
}): Result<Date, Refusal> {
  const closesAt = of.wanted ?? of.planned ?? new Date(of.openedAt.getTime() + roundDaysDefault * 86_400_000);
  return closesAt > of.openedAt ? ok(closesAt) : refuse({ kind: 'interval_passed', closesAt });
}
