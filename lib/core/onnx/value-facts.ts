/**
 * What can be told of a value without running anything: at least how many elements it has, for one row of input, and its numbers
 * where they are few and constant.
 */
export type ValueFacts = {
  readonly elementCountMin: number;
  readonly values: readonly number[] | null;
};

export const nothingKnown: ValueFacts = { elementCountMin: 0, values: null };
