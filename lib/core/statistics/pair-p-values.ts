/**
 * Two-sided p-values of all pairs of m models. A pair in which a model can't be compared, because it has no outcomes, has
 * p = 1: nothing speaks for a difference.
 */
export type PairPValues = {
  readonly modelCount: number;
  /** p of models i ≠ j, in either order. */
  readonly of: (i: number, j: number) => number;
};

/**
 * @param comparable the models that can be compared, ascending
 * @param compute p of two of them, called once a pair with i < j
 */
export function computePairPValues(
  modelCount: number,
  comparable: readonly number[],
  compute: (i: number, j: number) => number,
): PairPValues {
  const values = new Float64Array((modelCount * (modelCount - 1)) / 2).fill(1);
  const indexOf = (i: number, j: number) => (j * (j - 1)) / 2 + i;
  comparable.forEach((j, position) => {
    for (let k = 0; k < position; k++) {
      const i = comparable[k]!;
      values[indexOf(i, j)] = compute(i, j);
    }
  });
  return { modelCount, of: (i, j) => values[i < j ? indexOf(i, j) : indexOf(j, i)]! };
}
