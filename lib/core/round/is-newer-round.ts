/** The facts that give a round its place in time. */
export type RoundInTime = { readonly number: number; readonly openedAt: Date | null };

/**
 * Rounds are in the order of their openings: a sealed round can open before one with a smaller number. A round that hasn't opened is
 * newer than all that have. Numbers decide only between rounds without any other difference.
 */
export function isNewerRound(round: RoundInTime, other: RoundInTime): boolean {
  const [opening, otherOpening] = [openingOf(round), openingOf(other)];
  return opening === otherOpening ? round.number > other.number : opening > otherOpening;
}

const openingOf = ({ openedAt }: RoundInTime): number => openedAt?.getTime() ?? Number.POSITIVE_INFINITY;
