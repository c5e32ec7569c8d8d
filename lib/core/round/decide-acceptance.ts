import type { Refusal } from '../refusal';
import { ok, type Result, refuse } from '../result';
import type { Freezing } from './round';
import type { RoundState } from './round-state';

/** Whether a submission that arrives at `now` belongs to the round: the interval is half-open, [opens_at, closes_at). */
export function decideAcceptance(
  round: { state: RoundState; opensAt: Date; closesAt: Date },
  now: Date,
): Result<null, Refusal> {
  const isInside = round.state === 'open' && round.opensAt <= now && now < round.closesAt;
  return isInside
    ? ok(null)
    : refuse({
        kind: 'round_not_open',
        state: round.state,
        opensAt: round.opensAt,
        closesAt: round.closesAt,
      });
}

/**
 * Why a submission finds no open round. A round that was frozen while it took submissions says so, with the reason.
 * @param round the one it was meant for, or that would be open
 */
export function explainNoOpenRound(
  round: ({ state: 'frozen' } & Freezing) | { state: Exclude<RoundState, 'frozen'> } | undefined,
): Refusal {
  return round?.state === 'frozen' && round.frozenFrom === 'open'
    ? { kind: 'round_frozen', reason: round.freezeReason, frozenAt: round.frozenAt }
    : { kind: 'no_open_round' };
}
