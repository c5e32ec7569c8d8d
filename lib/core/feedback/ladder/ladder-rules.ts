import type { Direction } from '../../benchmark';
import type { LadderTest } from '../../metrics/metric';

/** `zero-one`: an item's outcome is 0 or 1. `real`: any number. The metric is the mean of the outcomes, or rises with it. */
export const lossKinds = ['zero-one', 'real'] as const;
export type LossKind = (typeof lossKinds)[number];

/** What stays the same for all submissions of a team in a round. */
export type LadderRules = {
  /** Of independent items or of groups, as the metric says: `findLadderTest`. */
  readonly test: LadderTest;
  /** Whether a reported score has the digits of a share of items, or of its own standard error. */
  readonly lossKind: LossKind;
  /** Which outcomes are better: `higher` for correctness, `lower` for losses. */
  readonly direction: Direction;
  /** K, the most feedback that the group can have: see `computeAnswersCap`. */
  readonly answersCap: number;
  /** Fewest items in which a file must differ from every earlier one, see `computeEditCountMin`. */
  readonly editCountMin: number;
  /** Of each item of the feedback part, the index of its group; null where the items are independent. */
  readonly groups: Int32Array | null;
};
