import { square } from '../statistics/exact-math';
import { computeExpectedMaximum } from '../statistics/expected-maximum';

/** With refusals used too, an announcement is worth 2π·φ(z)²/q exact answers, at most 2.54, at a chance q of .27. */
const chargeMin = 2.5;

const charges = new Map<number, number>();

/**
 * c(s), how many exact answers an announcement is worth that came after s answers, itself included, since the one before or the
 * start: c(1) = 1, its number; c(s) = max(2.5, (π/2)·a_s²), a_s the expected best of s standard normal numbers. Sure improvements
 * mixed with coin tosses set the chance q of an announcement, which selects among 1/q tosses; the best of s tosses of m items is
 * worth ½√m·a_s hits, as many as (π/2)·a_s² exact answers about disjoint blocks.
 * It never falls as s grows. Throws a RangeError unless s is whole and positive.
 */
export function computeAnnouncementCharge(answerCount: number): number {
  if (answerCount === 1) return 1;
  const known = charges.get(answerCount);
  if (known !== undefined) return known;
  const charge = Math.max(chargeMin, (Math.PI / 2) * square(computeExpectedMaximum(answerCount)));
  charges.set(answerCount, charge);
  return charge;
}
