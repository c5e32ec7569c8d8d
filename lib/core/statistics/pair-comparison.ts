/**
 * All pairs of m models, compared. A pair in which a model can't be compared, because it has no outcomes, has p = 1: nothing
 * speaks for a difference.
 */
export type PairComparison = {
  readonly modelCount: number;
  /** Two-sided p of models i ≠ j, in either order. */
  readonly pOf: (i: number, j: number) => number;
  /** Correlation of the two models' scores over samples of items, −1 to 1; 0 where nothing is known of it. */
  readonly correlationOf: (i: number, j: number) => number;
};

/** Takes one model after the other and keeps only what its comparisons need. */
export type PairComparator = {
  /** The next model's values, over the same items in the same order as all others'; null for a model that has none. */
  add(values: Float64Array | null): void;
  finish(): PairComparison;
};

/**
 * @param comparable the models that can be compared, ascending
 * @param compute p of two of them, called once a pair with i < j
 * @param correlate their correlation, NaN where it has no value
 */
export function comparePairsBy(
  modelCount: number,
  comparable: readonly number[],
  {
    compute,
    correlate,
  }: { compute: (i: number, j: number) => number; correlate: (i: number, j: number) => number },
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
    correlationOf: (i, j) => {
      const correlation = known.has(i) && known.has(j) ? correlate(i, j) : 0;
      return Number.isNaN(correlation) ? 0 : Math.max(-1, Math.min(1, correlation));
    },
  };
}
