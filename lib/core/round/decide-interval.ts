import type { Refusal } from '../refusal';
import { ok, type Result, refuse } from '../result';

/** How long a round stays open when nobody said. */
export const roundDaysDefault = 30;

/**
 * When a round that opens now by hand will close: as asked, else as planned, else at the next rotation, else after 30 days.
 * The schedule closes it at the next rotation at the latest.
 */
export function decideInterval({
  openedAt,
  planned,
  wanted,
  nextRotationAt,
}: {
  openedAt: Date;
  planned: Date | null;
  wanted: Date | null;
  nextRotationAt: Date | null;
}): Result<Date, Refusal> {
  if (wanted && nextRotationAt && wanted > nextRotationAt)
    return refuse({ kind: 'after_next_rotation', nextRotationAt });
  const latest = nextRotationAt ?? new Date(openedAt.getTime() + roundDaysDefault * 86_400_000);
  const plan = planned && nextRotationAt && planned > nextRotationAt ? nextRotationAt : planned;
  const closesAt = wanted ?? plan ?? latest;
  return closesAt > openedAt ? ok(closesAt) : refuse({ kind: 'interval_passed', closesAt });
}
