/** A group of models' outcomes on the same items, added up item by item: a column is 0 and 1 per model. */
export type OutcomeSums = { readonly modelCount: number; readonly sums: Float64Array };

/** Adds a model's column to its group's sums, so that no more than one column is in memory. The sums are changed. */
export function addOutcomes(group: OutcomeSums | null, outcomes: ArrayLike<number>): OutcomeSums {
  const sums = group?.sums ?? new Float64Array(outcomes.length);
  if (sums.length !== outcomes.length) throw new RangeError('Outcomes of models over different items.');
  for (let j = 0; j < sums.length; j++) sums[j]! += outcomes[j]!;
  return { modelCount: (group?.modelCount ?? 0) + 1, sums };
}

/** The sums of whole columns, at least one. */
export function sumOutcomes(columns: readonly ArrayLike<number>[]): OutcomeSums {
  const group = columns.reduce<OutcomeSums | null>(addOutcomes, null);
  if (group === null) throw new RangeError('A group without models.');
  return group;
}

/**
 * D_j = mean correctness of the adapted models − mean correctness of the frozen models, item by item, in the order of the
 * outcomes. What an item's difficulty does to both groups alike cancels, which is what makes the gap precise.
 */
export function computeItemDifferences(adapted: OutcomeSums, frozen: OutcomeSums): Float64Array {
  if (adapted.sums.length !== frozen.sums.length)
    throw new RangeError('Outcomes of models over different items.');
  return adapted.sums.map((sum, j) => sum / adapted.modelCount - frozen.sums[j]! / frozen.modelCount);
}
