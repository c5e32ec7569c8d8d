import type { PairTest, PairTestName } from '../statistics/compare-pairs';
import type { PairComparison } from '../statistics/pair-comparison';

/** All pairs of a round's models compared on its final part, by what test. Models are numbered as they are listed. */
export type ModelComparison = {
  readonly pairs: PairComparison;
  readonly test: PairTestName;
  /** What was resampled with; null where nothing was. */
  readonly seed: string | null;
};

/** @param pairs as `test` compared them */
export const asModelComparison = (test: PairTest, pairs: PairComparison): ModelComparison => ({
  pairs,
  test: test.name,
  seed: 'seed' in test ? test.seed : null,
});

/** The seed of a round's comparisons: made of public names, so that nobody chose it, and anybody can tell. */
export const comparisonSeed = ({ benchmark, round }: { benchmark: string; round: number }): string =>
  `ranking:${benchmark}:${round}`;
