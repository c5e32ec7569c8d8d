/**
 * What one team has been answered in a round, its linked teams included; `pooled` over all teams it is the sum.
 * `scores` are numbers told whatever they were; `refusals` and `announcements` are the ladder's.
 */
export type AnswerTally = {
  readonly scores: number;
  readonly announcements: number;
  readonly refusals: number;
};

/**
 * k_eff of the exposure: every score counts as one answer; a ladder that gave any answer counts as 1 + j, j announcements.
 * The 1 + j rule is calibrated by simulation (docs/attacks.md), not proved; `computeTranscriptBound` is the proved one.
 */
export const countEffectiveAnswers = ({ scores, announcements, refusals }: AnswerTally): number =>
  scores + (announcements + refusals > 0 ? 1 + announcements : 0);

export type GroupExposure = { readonly worst: number; readonly pooled: number };

/**
 * k_eff of the linked-account group that has had most, and of all groups together as though one analyst were behind them.
 * Both 0 for no groups.
 * @param groups one tally for each group of linked teams; a team alone is a group
 */
export function summariseGroups(groups: readonly AnswerTally[]): GroupExposure {
  const counts = groups.map(countEffectiveAnswers);
  return {
    worst: counts.reduce((max, count) => Math.max(max, count), 0),
    pooled: counts.reduce((sum, count) => sum + count, 0),
  };
}
