/** Distance within which two predicted numbers count as the same, in median absolute deviations of the round's models on that item. */
const nearness = 0.2;

/** Minimum number of groups for contested items: a pair, and five to compare it with. */
export const contestingGroupsMin = 7;

/**
 * The items on which the models of a round differ, so that a pair that agrees there is remarkable: those with a median absolute
 * deviation above 0 (Hampel 1974), which a minority of similar models can't make small.
 * @param columns predicted numbers of one submission of each group
 * @returns for each item the maximum distance of two predictions that count as the same; NaN where most models predict the same
 */
export function findContestedNumbers(columns: readonly Float64Array[]): Float64Array {
  return ofItems(columns, (sorted) => {
    const centre = findMiddle(sorted);
    const deviation = findMiddle(sorted.map((value) => Math.abs(value - centre)).sort());
    return deviation === 0 ? Number.NaN : nearness * deviation;
  });
}

/**
 * The same for texts, as `encodeTexts` distinguishes them: items on which no text is predicted by more than half of the models.
 * Only equal texts agree, so that the tolerance is 0 there.
 */
export function findContestedTexts(columns: readonly Float64Array[]): Float64Array {
  return ofItems(columns, (sorted) => {
    let run = 0;
    for (let i = 0; i < sorted.length; i++) {
      run = i > 0 && sorted[i] === sorted[i - 1] ? run + 1 : 1;
      if (run > sorted.length / 2) return Number.NaN;
    }
    return 0;
  });
}

function ofItems(
  columns: readonly Float64Array[],
  toleranceOf: (sorted: Float64Array) => number,
): Float64Array {
  const values = new Float64Array(columns.length);
  return Float64Array.from({ length: columns[0]?.length ?? 0 }, (_, j) => {
    for (const [k, column] of columns.entries()) values[k] = column[j]!;
    return toleranceOf(values.sort());
  });
}

/** The middle of ascending values, or the mean of the two in the middle. */
const findMiddle = (sorted: Float64Array): number =>
  (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
