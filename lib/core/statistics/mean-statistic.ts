/** A metric as a function of the means of per-item columns. */
export type MeanStatistic = {
  readonly columns: readonly Float64Array[];
  readonly computeStatistic: (means: Float64Array) => number;
};
