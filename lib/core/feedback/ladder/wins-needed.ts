import { computeOneSidedMcNemarP } from '../../statistics/mcnemar';

/**
 * The fewest of so many discordant items that a file must win for exact McNemar to announce it at this level; null where even all of them
 * would be too few. By bisection, since p falls with every item won.
 */
export function findWinsNeeded(discordantCount: number, level: number): number | null {
  const passes = (won: number) => computeOneSidedMcNemarP(won, discordantCount - won) < level;
  let [refused, announced] = [Math.floor(discordantCount / 2), discordantCount];
  if (discordantCount === 0 || !passes(announced)) return null;
  while (announced - refused > 1) {
    const middle = Math.floor((refused + announced) / 2);
    if (passes(middle)) announced = middle;
    else refused = middle;
  }
  return announced;
}
