import type { RoundView } from '@/lib/contracts/round';
import { formatDuration } from '../format-quantity';

/** The state of a round with the time left until the next state, for example `open, 20 d 7 h left`. */
export function describeRound(
  round: Pick<RoundView, 'state' | 'closes_at' | 'planned_opening'>,
  now: Date,
): string {
  const until = (instant: string | null) => (instant ? Date.parse(instant) - now.getTime() : null);
  switch (round.state) {
    case 'sealed': {
      const ms = until(round.planned_opening?.opens_at ?? null);
      return ms === null
        ? 'sealed, no date yet'
        : ms > 0
          ? `sealed, opens in ${formatDuration(ms)}`
          : 'sealed, opens now';
    }
    case 'open': {
      const ms = until(round.closes_at);
      return ms === null ? 'open' : ms > 0 ? `open, ${formatDuration(ms)} left` : 'open, closing now';
    }
    case 'closed':
      return 'closed, official';
    case 'revealed':
      return 'revealed';
    case 'frozen':
      return 'frozen, under suspicion';
    case 'invalidated':
      return 'invalidated, never ranks';
    default:
      return round.state;
  }
}

/**
 * Opening and close of a round: actual times if they have passed, otherwise planned ones; for a draft those entered at its
 * upload.
 */
export function datesOf(
  round: Pick<RoundView, 'state' | 'opened_at' | 'closed_at' | 'opens_at' | 'closes_at' | 'planned_opening'>,
): { opens_at: string | null; closes_at: string | null } {
  if (round.state === 'sealed') return round.planned_opening ?? { opens_at: null, closes_at: null };
  return { opens_at: round.opened_at ?? round.opens_at, closes_at: round.closed_at ?? round.closes_at };
}
