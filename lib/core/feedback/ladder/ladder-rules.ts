import type { Direction } from '../../benchmark';
import type { LadderTest } from '../../metrics/metric';

/** `zero-one`: an item's outcome is 0 or 1. `real`: any number. The metric is the mean of the outcomes, or rises with it. */
export const lossKinds = ['zero-one', 'real'] as const;
export type LossKind = (typeof lossKinds)[number];

/**
 * When a submission is announced as an improvement on the incumbent.
 *
 * - `guarded`: by the metric's test at the level of `computeTestLevel`, in K = `answersCap` answers at most: what a round uses.
 * - `standard-errors`: better by so many standard errors of the paired difference. One is the parameter-free ladder of Blum
 *   & Hardt 2015 (arXiv 1502.04585, algorithm 2). No round may choose it: hill-climbing gets through (docs/attacks.md).
 */
export type LadderCriterion =
  | { readonly kind: 'guarded'; readonly answersCap: number }
  | { readonly kind: 'standard-errors'; readonly count: number };

/** What stays the same for all submissions of a team in a round. */
export type LadderRules = {
  /** Of independent items or of groups, as the metric says: `findLadderTest`. */
  readonly test: LadderTest;
  /** Whether a told score has the digits of a share of items, or of its own standard error. */
  readonly lossKind: LossKind;
  /** Which outcomes are better: `higher` for correctness, `lower` for losses. */
  readonly direction: Direction;
  readonly criterion: LadderCriterion;
  /** Fewest items in which a file must differ from every earlier one, see `computeEditCountMin`. */
  readonly editCountMin: number;
  /** Of each item of the feedback part, the index of its group; null where the items are independent. */
  readonly groups: Int32Array | null;
  /** Names the random streams of permutation tests. */
  readonly seed: string;
};
