import type { RoundView } from '@/lib/contracts/round';
import type { PlannedOpening } from '@/services/round/read-planned-openings';
import { formatDuration } from '../format-quantity';

/**
 * The state of a round, with the time to the next one: `open, 20 d 7 h left`.
 * @param opening when a sealed round opens by itself; undefined if only a maintainer can open it
 */
export function describeRound(
  round: Pick<RoundView, 'state' | 'opens_at' | 'closes_at'>,
  now: Date,
  opening: PlannedOpening | undefined,
): string {
  const until = (instant: string | null) => (instant ? Date.parse(instant) - now.getTime() : null);
  switch (round.state) {
    case 'sealed': {
      const ms = until(opening?.opensAt ?? round.opens_at);
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

/** Breadcrumbs of a page about a round. */
export const listRoundCrumbs = (slug: string, benchmarkTitle: string, number: number) => [
  { href: '/benchmarks', title: 'Benchmarks' },
  { href: `/benchmarks/${slug}`, title: benchmarkTitle },
  { href: `/benchmarks/${slug}/rounds/${number}`, title: <>round {number}</> },
];
