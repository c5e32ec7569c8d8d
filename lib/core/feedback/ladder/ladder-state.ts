import type { BeatenFile } from './beaten-file';
import type { Estimate } from './guarded-z';
import type { LadderRules } from './ladder-rules';
import type { UnitLosses } from './unit-losses';

/** The current best, which a submission must beat. Its outcomes are hidden: together with the file's predictions they reveal labels. */
export type Incumbent = {
  readonly id: string;
  readonly kind: BeatenFile;
  readonly outcomes: Float64Array;
};

/** A team's ladder in one round. */
export type LadderState = {
  readonly rules: LadderRules;
  readonly incumbent: Incumbent;
  /** Number of times the team got feedback. */
  readonly usedCount: number;
  /** Number of those that were improvements, j. */
  readonly improvementCount: number;
};

/** A scored submission in the form that the ladder needs. */
export type LadderSubmission = {
  readonly id: string;
  /** On the items of the feedback split, in their order; null where the metric has no value for this file. */
  readonly outcomes: Float64Array | null;
  /** The metric's own value where it isn't the mean of the outcomes. */
  readonly estimate: Estimate | null;
  /** Items of the round in which the file differs from the nearest earlier file of the team, the baseline included. */
  readonly editCount: number;
  /** `findUnitLosses` against the incumbent's file; null where it has none. */
  readonly unitLosses: UnitLosses | null;
  /** Number of times linked teams got feedback in this round: K is the cap of all of them together. */
  readonly linkedUsedCount: number;
  /** Number of those that were refusals: all of them share one level. */
  readonly linkedRefusalCount: number;
};
