import type { Direction } from '../../benchmark';
import { computeOneSidedMcNemarP } from '../../statistics/mcnemar';
import { computeNormalQuantile } from '../../statistics/normal-distribution';

/**
 * Finds the smallest number of discordant items (only one of two files is right) that a file must have right to be
 * significantly better by the exact McNemar test at this level. Null if even all of them are too few. Found by bisection,
 * since p decreases with each item won.
 */
export function findWinsNeeded(discordantCount: number, level: number): number | null {
  const passes = (won: number) => computeOneSidedMcNemarP(won, discordantCount - won) < level;
  let [refused, reported] = [Math.floor(discordantCount / 2), discordantCount];
  if (discordantCount === 0 || !passes(reported)) return null;
  while (reported - refused > 1) {
    const middle = Math.floor((refused + reported) / 2);
    if (passes(middle)) reported = middle;
    else refused = middle;
  }
  return reported;
}

/** Numbers of items on which exactly one of two files is right: `won` only the submission, `lost` only the incumbent. */
export type DiscordantCounts = { readonly won: number; readonly lost: number };

/** Counts the items on which exactly one of two files is right. Throws for outcomes whose difference is not −1, 0 or 1. */
export function countDiscordant(
  incumbentOutcomes: Float64Array,
  outcomes: Float64Array,
  direction: Direction,
): DiscordantCounts {
  let rose = 0;
  let fell = 0;
  for (let i = 0; i < outcomes.length; i++) {
    const difference = outcomes[i]! - incumbentOutcomes[i]!;
    if (difference === 1) rose++;
    else if (difference === -1) fell++;
    else if (difference !== 0)
      throw new RangeError(`0/1 outcomes are 0 or 1, got ${incumbentOutcomes[i]} and ${outcomes[i]}`);
  }
  return direction === 'higher' ? { won: rose, lost: fell } : { won: fell, lost: rose };
}

/** Maximum chance of a false improvement for a team group in a round: the sum of the levels of all its tests. */
const falseImprovementMax = 0.05;

/**
 * Computes the significance level of a group's next test in a round, α_r = 0.05/(r(r + 1)) with r = 1 + its refusals so far.
 * A reported improvement costs no level, and r never decreases. R refusals spend 0.05·R/(R + 1), so their sum is below 0.05.
 * Before the first improvement the files can't depend on labels, so the sum bounds the chance of a false improvement (union
 * bound); afterwards the bound holds for files that don't depend on earlier improvements (fallback tests, Wiens & Dmitrienko
 * 2005, J. Biopharm. Stat. 15:929–942). Throws unless refusals are a whole number from 0 on.
 */
export function computeTestLevel(refusalCount: number): number {
  if (!(Number.isInteger(refusalCount) && refusalCount >= 0))
    throw new RangeError(`refusals are counted from 0, got ${refusalCount}`);
  const r = 1 + refusalCount;
  return falseImprovementMax / (r * (r + 1));
}

/**
 * Critical value t = Φ⁻¹(1 − α) of a one-sided test, in standard errors of the paired difference: 1.960 for the first test,
 * 2.394 after one refusal, 3.873 after 29.
 */
export const computeTestThreshold = (level: number): number => -computeNormalQuantile(level);
