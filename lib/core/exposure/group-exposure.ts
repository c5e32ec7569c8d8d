import { type AnswerTally, countAnswers } from './answer-tally';
import { computeExposure } from './exposure';

export type ExposedPart = {
  /** Items of the feedback part. */
  readonly feedbackCount: number;
};

/** The exposure of a group of linked teams, or of a team alone, by the answers to it: E = √(max(1, Σ charges)/k*) once it was answered. */
export const computeGroupExposure = (part: ExposedPart, group: AnswerTally): number =>
  computePooledExposure(part, [group]);

/** That of all groups as though one analyst were behind them: E = √(Σ max(1, charges)/k*) over those that were answered. */
export const computePooledExposure = (
  { feedbackCount }: ExposedPart,
  groups: readonly AnswerTally[],
): number =>
  computeExposure(
    feedbackCount,
    groups
      .filter((group) => countAnswers(group) > 0)
      .reduce((sum, { charge }) => sum + Math.max(1, charge), 0),
  );

/** Of several groups that of the one with the highest; 0 for none. */
export const computeWorstExposure = (part: ExposedPart, groups: readonly AnswerTally[]): number =>
  groups.reduce((max, group) => Math.max(max, computeGroupExposure(part, group)), 0);
