/** `rejected`: the model is at fault; `failed`: the platform is. */
export const dryRunStates = ['queued', 'running', 'passed', 'rejected', 'failed'] as const;
export type DryRunState = (typeof dryRunStates)[number];

export const isDryRunOver = (state: DryRunState): boolean => state !== 'queued' && state !== 'running';

/** How long it may wait for its turn, and then take. The second is long enough for the minute of the sample. */
export const dryRunDeadlineMs = { queued: 24 * 60 * 60_000, running: 5 * 60_000 } as const;

/** One that the platform could not finish is tried this often. */
export const dryRunAttemptsMax = 3;

/** What became of one is told for so long. */
export const dryRunKeptMs = 7 * 24 * 60 * 60_000;
