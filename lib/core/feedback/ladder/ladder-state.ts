import type { BeatenFile } from './beaten-file';
import type { Estimate } from './guarded-z';
import type { LadderRules } from './ladder-rules';
import type { UnitLosses } from './unit-losses';

/** The file that a submission must beat. Its outcomes are hidden: they and the file's predictions give labels away. */
export type Incumbent = {
  readonly id: string;
  readonly kind: BeatenFile;
  readonly outcomes: Float64Array;
};

/** A team's ladder in one round. */
export type LadderState = {
  readonly rules: LadderRules;
  readonly incumbent: Incumbent;
  /** Answers given so far. */
  readonly answerCount: number;
  /** Of those "improved", j. */
  readonly announcementCount: number;
};

/** A scored submission, as the ladder sees it. */
export type LadderSubmission = {
  readonly id: string;
  /** On the items of the feedback part, in their order; null where the metric has no value for this file. */
  readonly outcomes: Float64Array | null;
  /** The metric's own value where it isn't the mean of the outcomes. */
  readonly estimate: Estimate | null;
  /** Items of the round in which the file differs from the nearest earlier file of the team, the baseline included. */
  readonly editCount: number;
  /** `findUnitLosses` against the incumbent's file; null where it has none. */
  readonly unitLosses: UnitLosses | null;
  /** Answers that linked teams have had in this round: K is the cap of all of them together. */
  readonly linkedAnswerCount: number;
  /** Of those "no improvement": all of them have spent of one level. */
  readonly linkedRefusalCount: number;
};
