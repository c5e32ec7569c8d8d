import { square } from './exact-math';
import type { VariancePart } from './welch-degrees';

/** A class that occurs: its items, the mean of their values, and Σ (x − mean)². */
export type ClassSpread = { readonly count: number; readonly mean: number; readonly squares: number };

/**
 * The spread of values within the classes of the labels, those that occur.
 * @param weights items that each value stands for; 1 each if not given
 */
export function spreadByClass(
  labels: Int32Array,
  values: Float64Array,
  weights?: Float64Array,
): ClassSpread[] {
  const spreads: { count: number; mean: number; squares: number }[] = [];
  for (let i = 0; i < labels.length; i++) {
    const weight = weights?.[i] ?? 1;
    if (weight === 0) continue;
    spreads[labels[i]!] ??= { count: 0, mean: 0, squares: 0 };
    const spread = spreads[labels[i]!]!;
    // West 1979 (CACM 22:532–535): equal values have a spread of exactly 0.
    spread.count += weight;
    const before = values[i]! - spread.mean;
    spread.mean += (before * weight) / spread.count;
    spread.squares += weight * before * (values[i]! - spread.mean);
  }
  return spreads.filter((spread) => spread !== undefined);
}

/**
 * The part of each class in the variance of the mean of all values: V_c = n_c·s_c²/n², with n_c − 1 degrees. A class of one item has
 * no s_c: its distance from the mean of all stands for it, with one degree.
 */
export function listVarianceParts(spreads: readonly ClassSpread[]): VariancePart[] {
  const itemCount = spreads.reduce((sum, { count }) => sum + count, 0);
  const mean = spreads.reduce((sum, spread) => sum + spread.count * spread.mean, 0) / itemCount;
  return spreads.map((spread) =>
    spread.count > 1
      ? {
          variance: (spread.count * spread.squares) / (spread.count - 1) / square(itemCount),
          degrees: spread.count - 1,
        }
      : { variance: square(spread.mean - mean) / square(itemCount), degrees: 1 },
  );
}
