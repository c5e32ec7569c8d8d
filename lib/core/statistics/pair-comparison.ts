/** Comparison of all pairs of m models. A pair with a model without outcomes has p = 1: there is no evidence of a difference. */
export type PairComparison = {
  readonly modelCount: number;
  /** Two-sided p-value of models i ≠ j, in either order. */
  readonly pOf: (i: number, j: number) => number;
  /** Mean of a model's compared values; NaN for a model that can't be compared. */
  readonly meanOf: (i: number) => number;
  /**
   * Half of the 95 % interval of the difference of two means, from the standard error of their test, in the unit of the
   * values. Null where the two models can't be compared, where nothing varies, where fewer than `differingCountMin` items
   * differ, and for fewer than five groups.
   */
  readonly halfWidthOf: (i: number, j: number) => number | null;
};

/**
 * Minimum number of differing items for an interval. With fewer items no interval is valid, and it would reveal single
 * labels: see decision 0018.
 */
export const differingCountMin = 10;
/** Checks that a standard error is larger than rounding errors can make it for equal paired differences. */
export const isSpread = (error: number, difference: number): boolean =>
  error > 1e-9 * Math.abs(difference) && error > 0;

/** Minimum number of groups for an interval that is estimated from the variance between groups. */
export const pairedGroupCountMin = 5;

/** Receives one model after the other, and stores only the data that comparisons need. */
export type PairComparator = {
  /**
   * Adds the next model's values, over the same items in the same order as for all other models; null for a model without
   * values.
   * @param codes of the model's predictions, equal for equal predictions; null where equal values imply equal predictions
   */
  add(values: Float64Array | null, codes: Uint32Array | null): void;
  finish(): PairComparison;
};

/**
 * Makes a comparison of pairs from functions of two models.
 * @param comparable the models that can be compared, ascending
 * @param compute p-value of two of them, called once per pair with i < j
 * @param limit half of their interval, null where they have none
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
