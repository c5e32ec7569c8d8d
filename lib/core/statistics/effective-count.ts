import { computeMean } from './compensated-sum';
import { square } from './exact-math';

/**
 * How many items a score rests on: (ΣI²)²/ΣI⁴ of its influences, less their mean. So many items of equal influence, and none of the
 * others, would have the same ratio: n where all weigh alike, about n/3 of normal influences, 1 where one item decides (Kish 1965,
 * section 11.7, of weights I²). 0 where no item has any. Of any multiple of the influences the same; items in groups count as items.
 */
export function computeEffectiveCount(influences: Float64Array): number {
  const mean = computeMean(influences);
  let largest = 0;
  for (let i = 0; i < influences.length; i++) largest = Math.max(largest, Math.abs(influences[i]! - mean));
  if (!(largest > 1e-12 * Math.abs(mean))) return 0;
  let squares = 0;
  let fourths = 0;
  for (let i = 0; i < influences.length; i++) {
    // As a share of the largest, so that no power leaves the range of a double.
    const weight = square((influences[i]! - mean) / largest);
    squares += weight;
    fourths += square(weight);
  }
  return squares * (squares / fourths);
}
