import type { OverRoundsView } from '@/lib/contracts/over-rounds';

/** So many versions in both rounds the picture of a pair has at least. */
const versionsMin = 3;

/** Rounds on whose pages the round before is drawn against them, newest first, as far as what is on one scale shows. */
export function listDrawnAgainst({ rounds, models }: OverRoundsView): OverRoundsView['rounds'] {
  const isDrawn = ({ round }: { round: number }, earlier: { round: number } | undefined): boolean => {
    // One that lies between would be the one before.
    if (earlier?.round !== round - 1) return false;
    const inBoth = models.filter(({ points }) => {
      const [old, fresh] = [earlier.round, round].map((n) => points.find((point) => point.round === n));
      return old !== undefined && old.version === fresh?.version;
    });
    return inBoth.length >= versionsMin;
  };
  return rounds.filter((round, i) => isDrawn(round, rounds[i - 1])).toReversed();
}
