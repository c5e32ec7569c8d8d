/**
 * D_j = mean correctness of the adapted models − mean correctness of the frozen models, item by item, in the order of the
 * outcomes. What an item's difficulty does to both groups alike cancels, which is what makes the gap precise.
 *
 * @param adapted a column of 0 and 1 per model, all over the same items; at least one column
 * @param frozen the same of the frozen models
 */
export function computeItemDifferences(
  adapted: readonly ArrayLike<number>[],
  frozen: readonly ArrayLike<number>[],
): Float64Array {
  const itemCount = adapted[0]?.length ?? 0;
  if ([...adapted, ...frozen].some((outcomes) => outcomes.length !== itemCount))
    throw new RangeError('Outcomes of models over different items.');
  if (adapted.length === 0 || frozen.length === 0) throw new RangeError('A group without models.');
  const differences = new Float64Array(itemCount);
  for (let j = 0; j < itemCount; j++) {
    let right = 0;
    for (const outcomes of adapted) right += outcomes[j]!;
    let frozenRight = 0;
    for (const outcomes of frozen) frozenRight += outcomes[j]!;
    differences[j] = right / adapted.length - frozenRight / frozen.length;
  }
  return differences;
}
