import type { Refusal } from '../refusal';
import { ok, type Result, refuse } from '../result';

/** How far from now a close can be put: a slip in the year keeps no benchmark waiting. */
export const extensionDaysMax = 366;

/** An open round's later close. The next rotation, which would close it, moves behind it. */
export function decideExtension({
  closesAt,
  wanted,
  nextRotationAt,
  now,
}: {
  closesAt: Date;
  wanted: Date;
  nextRotationAt: Date | null;
  now: Date;
}): Result<{ closesAt: Date; nextRotationAt: Date | null }, Refusal> {
  if (closesAt <= now) return refuse({ kind: 'interval_passed', closesAt });
  if (wanted <= closesAt)
    return refuse(faulty('not_later', `a later instant than ${closesAt.toISOString()}, when it closes now`));
  if (wanted.getTime() > now.getTime() + extensionDaysMax * 86_400_000)
    return refuse(faulty('too_late', `at most ${extensionDaysMax} days from now`));
  const isBehind = nextRotationAt === null || nextRotationAt >= wanted;
  return ok({ closesAt: wanted, nextRotationAt: isBehind ? nextRotationAt : wanted });
}

const faulty = (code: string, detail: string): Refusal => ({
  kind: 'invalid_request',
  faults: [{ code, field: 'closes_at', detail }],
});
