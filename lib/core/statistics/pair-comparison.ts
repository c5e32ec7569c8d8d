/**
 * All pairs of m models, compared. A pair in which a model can't be compared, because it has no outcomes, has p = 1: nothing
 * speaks for a difference.
 */
export type PairComparison = {
  readonly modelCount: number;
  /** Two-sided p of models i ≠ j, in either order. */
  readonly pOf: (i: number, j: number) => number;
  /** Mean of the values that the model is compared by; NaN for one that can't be compared. */
  readonly meanOf: (i: number) => number;
  /**
   * Half of the 95 % interval of the difference of two means, by the spread that their test has, in the unit of the values. Null where
   * they can't be compared, where nothing varies, and where fewer than `differingCountMin` items, or five groups, decide.
   */
  readonly halfWidthOf: (i: number, j: number) => number | null;
};

/** Of so few items that differ no limits hold, and they would tell what single labels are: see decision 0018. */
export const differingCountMin = 10;
/** Whether an error is more than what rounding leaves of paired differences that are all alike. */
export const isSpread = (error: number, difference: number): boolean =>
  error > 1e-9 * Math.abs(difference) && error > 0;

/** Where the spread is that of groups. */
export const pairedGroupCountMin = 5;

/** Takes one model after the other and keeps only what its comparisons need. */
export type PairComparator = {
  /**
   * The next model's values, over the same items in the same order as all others'; null for a model that has none.
   * @param codes of its predictions, equal where those are; null where equal values tell as much
   */
  add(values: Float64Array | null, codes: Uint32Array | null): void;
  finish(): PairComparison;
};

/**
 * @param comparable the models that can be compared, ascending
 * @param compute p of two of them, called once a pair with i < j
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
