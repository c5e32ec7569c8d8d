import type { PairTest, PairTestName } from '../statistics/compare-pairs';
import type { PairComparison } from '../statistics/pair-comparison';

/** All pairs of a round's models compared on its final part, by what test. Models are numbered as they are listed. */
export type ModelComparison = {
  readonly pairs: PairComparison;
  readonly test: PairTestName;
};

/** @param pairs as `test` compared them */
export const asModelComparison = (test: PairTest, pairs: PairComparison): ModelComparison => ({
  pairs,
  test: test.name,
});
