/**
 * States of one practice run: a model on the items of a revealed round, whose labels are public. `rejected`: the model is at fault;
 * `failed`: the platform is.
 */
export const practiceStates = ['queued', 'scored', 'rejected', 'failed'] as const;
export type PracticeState = (typeof practiceStates)[number];

/** Rounds that a model is run on when its submission is accepted: the newest revealed ones. One revealed later adds none. */
export const practiceRoundsMax = 3;

/** A run that the platform could not finish is tried this often. */
export const practiceAttemptsMax = 3;

/** From the receipt of the submission on. These runs wait behind all others. */
export const practiceDeadlineMs = 7 * 24 * 60 * 60_000;
