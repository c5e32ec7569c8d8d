import { square } from '../statistics/exact-math';

/** Smallest overfitting that is worth a warning: two points. */
const toleranceMin = 0.02;

/** τ = max(0.02, 1/√n): the overfitting that a round of n items may have, on the scale of an accuracy. */
export const computeTolerance = (itemCount: number): number =>
  Math.max(toleranceMin, 1 / Math.sqrt(requireItems(itemCount)));

/**
 * k* = π²·n·τ²: how many numeric answers a round of n items can give before it counts as used up. 9.87 up to 2,500 items, then
 * 39.5 for 10,000 and 395 for 100,000.
 */
export const computeExposureBudget = (itemCount: number): number =>
  square(Math.PI) * itemCount * square(computeTolerance(itemCount));

/**
 * E = √(k_eff/k*): 0 for a round that has answered nothing, 1 for one that is used up; it goes on beyond 1.
 * @param itemCount n ≥ 1, items of the part that the answers are about
 * @param effectiveAnswerCount k_eff, from `countEffectiveAnswers`
 */
export function computeExposure(itemCount: number, effectiveAnswerCount: number): number {
  if (!(effectiveAnswerCount >= 0))
    throw new RangeError(`answers are counted from 0, got ${effectiveAnswerCount}`);
  return Math.sqrt(effectiveAnswerCount / computeExposureBudget(itemCount));
}

function requireItems(itemCount: number): number {
  if (!(itemCount >= 1)) throw new RangeError(`exposure needs items, got ${itemCount}`);
  return itemCount;
}
