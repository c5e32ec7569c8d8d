/** Sums of two teams' members, submissions and exposure in the open or frozen round, to be compared with the limits. */
type Sums = {
  /** Number of the round; null if no round is open or can open again. */
  readonly round: number | null;
  readonly submissions_used: number;
  readonly submissions_limit: number;
  /** Exposure of the feedback split, where 1 means used up; null without feedback. */
  readonly exposure: number | null;
  readonly people: number;
  readonly people_limit: number;
};

/** States the limit that two teams would exceed together, with the numbers; null if they may merge. */
export function explainMisfit(sums: Sums): string | null {
  const { round, exposure } = sums;
  if (sums.people > sums.people_limit)
    return `Together they have ${sums.people} people, and the benchmark admits ${sums.people_limit}.`;
  if (sums.submissions_used > sums.submissions_limit)
    return `Together they have used ${sums.submissions_used} submissions of round ${round}, whose quota is ${sums.submissions_limit}. They may merge when it is closed.`;
  if (exposure !== null && exposure > 1)
    return `Together the feedback to them exposes ${Math.round(exposure * 100)} % of what feedback may expose in round ${round}, and the limit is 100 %. They may merge when it is closed.`;
  return null;
}
