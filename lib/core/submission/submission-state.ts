export const submissionStates = ['received', 'queued', 'scoring', 'scored', 'rejected', 'failed'] as const;
export type SubmissionState = (typeof submissionStates)[number];

export const finalSubmissionStates = [
  'scored',
  'rejected',
  'failed',
] as const satisfies readonly SubmissionState[];

export function isFinal(state: SubmissionState): boolean {
  return finalSubmissionStates.some((final) => final === state);
}

/**
 * Nothing more will come of it for now: it ended without a score, or its feedback is there. The feedback on a scored one waits while an
 * earlier submission of the same team, or of one linked with it, isn't finished; a reader who isn't shown it waits for none. An
 * automatic evaluation has no feedback, and nothing is shown of it before the close (`score_at`).
 */
export const isSettled = ({
  state,
  feedback,
  team_only,
  automatic,
  score_at,
}: {
  state: SubmissionState;
  feedback: object | null;
  team_only: boolean;
  automatic: boolean;
  score_at: string | null;
}): boolean =>
  score_at !== null ||
  (isFinal(state) && (state !== 'scored' || feedback !== null || team_only || automatic));

/**
 * How long a submission may stay in a state that isn't final before the platform gives the slot back. A day in the queue
 * outlasts an outage of the scorers: better scored late than given back.
 */
export const stateDeadlineMs = { queued: 24 * 60 * 60_000, scoring: 20 * 60_000 } as const;

/** A score that the platform itself could not finish is tried this often before it counts as failed. */
export const attemptsMax = 3;

/** A submission whose tries end without a word, because its scorer is killed or stalls, is given up after this many. */
export const claimsMax = 20;
