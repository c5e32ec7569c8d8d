import { square } from '../statistics/exact-math';
import type { EquatingLink } from './link-rounds';

/**
 * The same relation read the other way: how scores of the base round read in the later one, y = (x − a)/b. Both a mean of differences
 * and a reduced major axis treat the two rounds alike, so the inverse is what they would have found (Kermack & Haldane 1950): errors are
 * divided by the slope, and the axis turns where the marks' mean lies on the other side.
 */
export const invertLink = ({ shift, slope, deviation, spread, ...link }: EquatingLink): EquatingLink => ({
  ...link,
  shift: -shift / slope,
  slope: 1 / slope,
  deviation: deviation / slope,
  spread: spread && { mean: shift + slope * spread.mean, squares: spread.squares * square(slope) },
});
