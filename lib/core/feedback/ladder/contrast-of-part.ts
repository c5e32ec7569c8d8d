/** What a class's scores say, in the part's items or in any others. */
export type ContrastOfPart = {
  /** Of each item of the part whether it is of the class. Some are, some aren't. */
  readonly isPositive: readonly boolean[];
  readonly scores: Float64Array;
};

/** The pseudo-value that an item with this score has, were it of the class or not. */
export type ExplainScore = (score: number) => { readonly positive: number; readonly negative: number };
