import { square } from '../../statistics/exact-math';

/**
 * s of Δ = t·s/√n without any label: the root mean square, over all items of the round, of the most by which an item's
 * outcome can differ between the two files. It isn't below the standard deviation that the hidden labels give, save for
 * the draw of the parts, so an improvement of Δ does show. For items in groups √(Σ_g(Σ_i a_i)²/N), N items.
 *
 * @param bounds a_i ≥ 0, from `boundItemDifferences`
 * @param groups index of each item's group, or null where items are independent
 */
export function computePublicScale(bounds: Float64Array, groups: Int32Array | null): number {
  const units = new Map<number, number>();
  let squares = 0;
  if (groups === null) for (let i = 0; i < bounds.length; i++) squares += square(bounds[i]!);
  else {
    groups.forEach((group, i) => {
      units.set(group, (units.get(group) ?? 0) + bounds[i]!);
    });
    for (const sum of units.values()) squares += square(sum);
  }
  return Math.sqrt(squares / bounds.length);
}
