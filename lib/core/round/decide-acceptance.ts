import type { Refusal } from '../refusal';
import { ok, type Result, refuse } from '../result';
import type { RoundState } from './round-state';

/** Whether a submission that arrives at `now` belongs to the round: the interval is half-open, [opens_at, closes_at). */
export function decideAcceptance(
  round: { state: RoundState; opensAt: Date | null; closesAt: Date | null },
  now: Date,
): Result<null, Refusal> {
  const isInside =
    round.state === 'open' &&
    round.opensAt !== null &&
    round.closesAt !== null &&
    round.opensAt <= now &&
    now < round.closesAt;
  return isInside
    ? ok(null)
    : refuse({
        kind: 'round_not_open',
        state: round.state,
        opensAt: round.opensAt,
        closesAt: round.closesAt,
      });
}
