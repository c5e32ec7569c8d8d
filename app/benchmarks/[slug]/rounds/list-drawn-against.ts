import type { OverRoundsView } from '@/lib/contracts/over-rounds';
import type { RoundView } from '@/lib/contracts/round';

/** The picture of two rounds has at least so many versions that both scored. */
const versionsMin = 3;

/**
 * The rounds on one scale whose pages draw the round before against them, newest first.
 * @param all public rounds of the benchmark, newest first by their openings, which numbers needn't follow
 */
export function listDrawnAgainst(
  { rounds, models }: Pick<OverRoundsView, 'rounds' | 'models'>,
  all: readonly Pick<RoundView, 'number' | 'state'>[],
): OverRoundsView['rounds'] {
  const official = all.filter(({ state }) => state === 'closed' || state === 'revealed');
  const beforeOf = (round: number) => official[official.findIndex(({ number }) => number === round) + 1];
  const isDrawn = ({ round }: { round: number }, earlier: { round: number } | undefined): boolean => {
    // A round that isn't on the scale may lie between.
    if (earlier === undefined || beforeOf(round)?.number !== earlier.round) return false;
    const inBoth = models.filter(({ points }) => {
      const [old, fresh] = [earlier.round, round].map((n) => points.find((point) => point.round === n));
      return old !== undefined && old.version === fresh?.version;
    });
    return inBoth.length >= versionsMin;
  };
  return rounds.filter((round, i) => isDrawn(round, rounds[i - 1])).toReversed();
}
