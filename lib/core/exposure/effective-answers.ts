/**
 * What a team, or a group of linked teams, has been answered in a round: `scores` told by the exact policies, and of a ladder
 * `announcements` and `refusals`. Withheld answers don't count.
 */
export type AnswerTally = {
  readonly scores: number;
  readonly announcements: number;
  readonly refusals: number;
};

/**
 * k_eff of the exposure: every score counts as one answer; a ladder that gave any answer counts as 1 + j, j announcements.
 * The 1 + j rule comes from simulations and isn't proved; `computeTranscriptBound` is the proved bound, to be told beside it.
 */
export const countEffectiveAnswers = ({ scores, announcements, refusals }: AnswerTally): number =>
  scores + (announcements + refusals > 0 ? 1 + announcements : 0);

export type EffectiveAnswers = { readonly worst: number; readonly pooled: number };

/**
 * k_eff of the linked-account group that has had most, and of all groups together as though one analyst were behind them.
 * Both 0 for no groups.
 * @param groups one tally for each group of linked teams; a team alone is a group
 */
export function summariseGroups(groups: readonly AnswerTally[]): EffectiveAnswers {
  const counts = groups.map(countEffectiveAnswers);
  return {
    worst: counts.reduce((max, count) => Math.max(max, count), 0),
    pooled: counts.reduce((sum, count) => sum + count, 0),
  };
}
