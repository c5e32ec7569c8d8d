/** Comparison of all pairs of m models. A pair with a model without outcomes has p = 1: there is no evidence of a difference. */
export type PairComparison = {
  readonly modelCount: number;
  /** Two-sided p of models i ≠ j, in either order. */
  readonly pOf: (i: number, j: number) => number;
  /** Mean of the model's compared values; NaN for a model that can't be compared. */
  readonly meanOf: (i: number) => number;
  /**
   * Half of the 95 % interval of the difference of two means, from the spread of their test, in the unit of the values. Null
   * where they can't be compared, where nothing varies, and where fewer than `differingCountMin` items differ or there are fewer
   * than five groups.
   */
  readonly halfWidthOf: (i: number, j: number) => number | null;
};

/** With fewer differing items no interval is valid, and it would reveal single labels: see decision 0018. */
export const differingCountMin = 10;
/** Checks that an error is larger than rounding leaves for equal paired differences. */
export const isSpread = (error: number, difference: number): boolean =>
  error > 1e-9 * Math.abs(difference) && error > 0;

/** Minimum number of groups for an interval from the spread between groups. */
export const pairedGroupCountMin = 5;

/** Takes one model after the other and stores only the data for its comparisons. */
export type PairComparator = {
  /**
   * Adds the next model's values, over the same items in the same order as all others'; null for a model without values.
   * @param codes of its predictions, equal where those are; null where equal values imply equal predictions
   */
  add(values: Float64Array | null, codes: Uint32Array | null): void;
  finish(): PairComparison;
};

/**
 * @param comparable the models that can be compared, ascending
 * @param compute p of two of them, called once per pair with i < j
 * @param limit half of their interval, null where it has none
 */
export function comparePairsBy(
  modelCount: number,
  comparable: readonly number[],
  {
    compute,
    meanOf,
    limit,
  }: {
    compute: (i: number, j: number) => number;
    meanOf: (i: number) => number;
    limit: (i: number, j: number) => number | null;
  },
): PairComparison {
  const values = new Float64Array((modelCount * (modelCount - 1)) / 2).fill(1);
  const indexOf = (i: number, j: number) => (j * (j - 1)) / 2 + i;
  comparable.forEach((j, position) => {
    for (let k = 0; k < position; k++) {
      const i = comparable[k]!;
      values[indexOf(i, j)] = compute(i, j);
    }
  });
  const known = new Set(comparable);
  return {
    modelCount,
    pOf: (i, j) => values[i < j ? indexOf(i, j) : indexOf(j, i)]!,
    meanOf: (i) => (known.has(i) ? meanOf(i) : Number.NaN),
    halfWidthOf: (i, j) => (known.has(i) && known.has(j) ? limit(i, j) : null),
  };
}
