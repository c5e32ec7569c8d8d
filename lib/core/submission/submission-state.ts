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
 * Nothing more will come of it: it ended without a score, or its answer is there. The answer to a scored one waits while an earlier
 * submission of the same team, or of one linked with it, isn't finished; whoever isn't told it waits for none.
 */
export const isSettled = ({
  state,
  feedback,
  team_only,
}: {
  state: SubmissionState;
  feedback: object | null;
  team_only: boolean;
}): boolean => isFinal(state) && (state !== 'scored' || feedback !== null || team_only);

/**
 * How long a submission may stay in a state that isn't final before the platform gives the slot back. A day in the queue
 * outlasts an outage of the scorers: better scored late than given back.
 */
export const stateDeadlineMs = { queued: 24 * 60 * 60_000, scoring: 20 * 60_000 } as const;

/** A score that the platform itself could not finish is tried this often before it counts as failed. */
export const attemptsMax = 3;

/** A submission whose tries end without a word, because its scorer is killed or stalls, is given up after this many. */
export const claimsMax = 20;
