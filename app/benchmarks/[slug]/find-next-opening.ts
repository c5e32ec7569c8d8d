import type { RoundView } from '@/lib/contracts/round';
import type { PlannedOpenings } from '@/services/round/read-planned-openings';

/** The sealed round that opens by itself before the others do. */
export function findNextOpening(
  rounds: readonly RoundView[],
  openings: PlannedOpenings,
): { title: string; opensAt: string } | null {
  const [next] = rounds
    .flatMap(({ number, title }) => {
      const opening = openings.get(number);
      return opening ? [{ title, opensAt: opening.opensAt }] : [];
    })
    .sort((a, b) => Date.parse(a.opensAt) - Date.parse(b.opensAt));
  return next ?? null;
}
