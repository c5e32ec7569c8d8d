/** Two files of a round and the labels of its feedback part, whose items are at these positions. */
export type RankedFiles = {
  readonly labels: Float64Array;
  readonly positions: Uint32Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
};
