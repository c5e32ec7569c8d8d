import type { RoundView } from '@/lib/contracts/round';
import { formatDuration } from '../format-duration';

/** Where a round stands now, in a few words: `open, 20 d 7 h left`. */
export function describeRound(round: RoundView, now: Date): string {
  const until = (instant: string | null) => (instant ? Date.parse(instant) - now.getTime() : null);
  switch (round.state) {
    case 'sealed': {
      const ms = until(round.opens_at);
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
      return 'revealed, official';
    case 'frozen':
      return 'frozen, under suspicion';
    case 'invalidated':
      return 'invalidated, never ranks';
    default:
      return round.state;
  }
}
