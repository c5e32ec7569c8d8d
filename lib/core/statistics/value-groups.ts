/** Items grouped by equal value: the index of each item's group, in ascending order of values, and the groups' sizes. */
export type ValueGroups = { readonly groupOf: Int32Array; readonly sizes: Float64Array };

/** Groups finite values in O(n log n). The order of the items doesn't matter. */
export function groupValues(values: Float64Array): ValueGroups {
  const sorted = values.slice().sort();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    // −0 and 0 are one value, though the sort tells them apart.
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i]!;
  }
  const groupOf = new Int32Array(values.length);
  const sizes = new Float64Array(count);
  for (let i = 0; i < values.length; i++) {
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]! < values[i]!) low = middle + 1;
      else high = middle;
    }
    groupOf[i] = low;
    sizes[low]!++;
  }
  return { groupOf, sizes };
}
