import { computeNormalQuantile } from '../../statistics/normal-distribution';

/** The chance that a round holds a false announcement to a team group, at most: what all its tests may spend together. */
const falseAnnouncementMax = 0.05;

/**
 * The level of a group's next test in a round, α_r = 0.05/(r(r + 1)) with r = 1 + its refusals so far. An announced answer costs no
 * level, and r never falls. Spent by r refusals: 0.05·r/(r + 1), so all of them together stay below 0.05. Up to the first announcement
 * the files are fixed before the labels speak, so that is the chance of a false announcement by the union bound; afterwards
 * it holds for files that don't depend on which answers were announced (fallback tests, Wiens & Dmitrienko 2005, J. Biopharm. Stat.
 * 15:929–942). Throws unless refusals are a whole number from 0 on.
 */
export function computeTestLevel(refusalCount: number): number {
  if (!(Number.isInteger(refusalCount) && refusalCount >= 0))
    throw new RangeError(`refusals are counted from 0, got ${refusalCount}`);
  const r = 1 + refusalCount;
  return falseAnnouncementMax / (r * (r + 1));
}

/** t = Φ⁻¹(1 − α), in standard errors of the paired difference: 1.960 for the first test, 2.394 after one refusal, 3.873 after 29. */
export const computeTestThreshold = (level: number): number => -computeNormalQuantile(level);
