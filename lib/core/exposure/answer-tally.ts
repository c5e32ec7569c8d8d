/**
 * What a team, or a group of linked teams, has been answered in a round: `scores` told by the exact policies, and of a ladder
 * `announcements` and `refusals`. Withheld answers don't count. Tallies of a group's teams add up.
 */
export type AnswerTally = {
  readonly scores: number;
  readonly announcements: number;
  readonly refusals: number;
  /** What they are worth in exact answers, in sum: see `computeAnnouncementCharge`. */
  readonly charge: number;
  /** Answers of a ladder since the group's newest announcement, or since the start: s. */
  readonly sinceAnnouncement: number;
};

export const noAnswers: AnswerTally = {
  scores: 0,
  announcements: 0,
  refusals: 0,
  charge: 0,
  sinceAnnouncement: 0,
};

export const countAnswers = ({ scores, announcements, refusals }: AnswerTally): number =>
  scores + announcements + refusals;

/** The sum of several tallies: what a group of linked teams has had. */
export function addTallies(tallies: readonly AnswerTally[]): AnswerTally {
  const sum = (key: keyof AnswerTally) => tallies.reduce((total, tally) => total + tally[key], 0);
  return {
    scores: sum('scores'),
    announcements: sum('announcements'),
    refusals: sum('refusals'),
    charge: sum('charge'),
    sinceAnnouncement: sum('sinceAnnouncement'),
  };
}
