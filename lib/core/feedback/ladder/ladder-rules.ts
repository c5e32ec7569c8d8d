import type { Direction } from '../../benchmark';
import type { LadderTest } from '../../metrics/metric';

/** `zero-one`: an item's outcome is 0 or 1. `real`: any number. The metric is the mean of the outcomes, or rises with it. */
export const lossKinds = ['zero-one', 'real'] as const;
export type LossKind = (typeof lossKinds)[number];

/** Rules that are the same for all submissions of a team in a round. */
export type LadderRules = {
  /** Test by the metric, for independent items or groups: `findLadderTest`. */
  readonly test: LadderTest;
  /** Precision of a reported score: the digits of a share of items, or of its own standard error. */
  readonly lossKind: LossKind;
  /** Better outcomes: `higher` for correctness, `lower` for losses. */
  readonly direction: Direction;
  /** K, the maximum number of times that the group gets feedback: see `computeFeedbackCap`. */
  readonly feedbackCap: number;
  /** Fewest items in which a file must differ from every earlier one, see `computeEditCountMin`. */
  readonly editCountMin: number;
  /** Index of the group of each feedback item; null where the items are independent. */
  readonly groups: Int32Array | null;
};
