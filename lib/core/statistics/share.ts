import type { Limits } from './interval';
import { computeWilsonLimits } from './wilson';

/** A score that is a share: `hits` of `count` items. */
export type Share = { readonly hits: number; readonly count: number };

/**
 * 95 % limits of a share by Wilson. Given how many items were drawn into the denominator the hits are binomial, so this holds
 * for a precision or recall too, whose denominators are random. 0 to 1 for a share of nothing.
 */
export const limitShare = ({ hits, count }: Share): Limits =>
  count === 0 ? { lower: 0, upper: 1 } : computeWilsonLimits(hits, count);
