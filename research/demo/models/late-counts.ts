/** Late flights and all flights by key, and rates from them that don't trust a handful of flights. */
export type LateCounts = { readonly late: Float64Array; readonly all: Float64Array };

/** Counts `rows` by `keyOf`, an integer in [0, keyCount). */
export function countLate(
  rows: Uint32Array,
  isLate: Uint8Array,
  keyCount: number,
  keyOf: (row: number) => number,
): LateCounts {
  const late = new Float64Array(keyCount);
  const all = new Float64Array(keyCount);
  for (const row of rows) {
    const key = keyOf(row);
    late[key]! += isLate[row]!;
    all[key]! += 1;
  }
  return { late, all };
}

/**
 * A key's rate of lateness shrunk towards `prior` as if `weight` flights at that rate had been seen as well: the mean
 * of a beta posterior. A key never seen gets the prior.
 */
export const computeShrunkRate = (counts: LateCounts, key: number, prior: number, weight: number): number =>
  (counts.late[key]! + weight * prior) / (counts.all[key]! + weight);

/** The share of late flights in the rows; throws when there are none. */
export function computeBaseRate(rows: Uint32Array, isLate: Uint8Array): number {
  if (rows.length === 0) throw new Error('no flights to learn from');
  let late = 0;
  for (const row of rows) late += isLate[row]!;
  return late / rows.length;
}
