export type ClassArea = {
  /** Chance that an item of the class stands later in the order than one of the others, ties counting half. */
  readonly area: number;
  /** Of the area if order and label have nothing to do with each other. */
  readonly standardError: number;
};

/**
 * The area under the ROC curve of each class against the rest, by the ranks of an order: (R − m(m+1)/2)/(m·k), R the rank sum
 * of the m items of the class, ties at their mean rank, k all others (Hanley & McNeil 1982). Standard error without
 * association √((m+k+1)/(12·m·k)) (Mann & Whitney 1947), which ties only make smaller. Null for a class that has no item, or all.
 * One sort for all classes, unlike lib/core/scoring's area, which sorts for each.
 */
export function computeClassAreas(
  order: Float64Array,
  indices: Int32Array,
  classCount: number,
): readonly (ClassArea | null)[] {
  const ranks = rankWithTies(order);
  const rankSums = new Float64Array(classCount);
  const counts = new Float64Array(classCount);
  indices.forEach((index, item) => {
    rankSums[index]! += ranks[item]!;
    counts[index]!++;
  });
  return Array.from(counts, (count, c) => {
    const others = indices.length - count;
    if (count === 0 || others === 0) return null;
    return {
      area: (rankSums[c]! - (count * (count + 1)) / 2) / (count * others),
      standardError: Math.sqrt((indices.length + 1) / (12 * count * others)),
    };
  });
}

function rankWithTies(order: Float64Array): Float64Array {
  const items = Uint32Array.from(order, (_, item) => item).sort((a, b) => order[a]! - order[b]!);
  const ranks = new Float64Array(order.length);
  for (let start = 0; start < items.length; ) {
    let end = start;
    while (end < items.length && order[items[end]!] === order[items[start]!]) end++;
    for (let i = start; i < end; i++) ranks[items[i]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
