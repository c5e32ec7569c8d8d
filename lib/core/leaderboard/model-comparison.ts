import type { PairTest, PairTestName } from '../statistics/compare-pairs';
import type { PairComparison } from '../statistics/pair-comparison';

/** All pairs of a round's models compared on its final part, by what test. Models are numbered as they are listed. */
export type ModelComparison = {
  readonly pairs: PairComparison;
  readonly test: PairTestName;
  /** What was resampled with; null where nothing was. */
  readonly seed: string | null;
  readonly tieRule: TieRule;
};

/**
 * Who is tied with the leader: whose rank interval begins at 1, or, by scorer version 4 and before, who isn't shown to be worse by Holm
 * over the comparisons with the leader alone.
 */
export type TieRule = 'rank-interval' | 'no-worse-than-leader';

/** @param pairs as `test` compared them */
export const asModelComparison = (
  test: PairTest,
  pairs: PairComparison,
  { tieRule }: { readonly tieRule: TieRule },
): ModelComparison => ({
  pairs,
  test: test.name,
  seed: 'seed' in test ? test.seed : null,
  tieRule,
});

/** The seed of a round's comparisons: made of public names, so that nobody chose it, and anybody can tell. */
export const comparisonSeed = ({ benchmark, round }: { benchmark: string; round: number }): string =>
  `ranking:${benchmark}:${round}`;
