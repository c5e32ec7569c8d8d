/**
 * States of a training run. `queued`: it waits for a runner, or runs; `checking`: what it wrote is run on the public sample;
 * `frozen`: it is a version; `rejected`: a fault of the program; `failed`: a fault of the platform.
 */
export const trainingStates = ['queued', 'checking', 'frozen', 'rejected', 'failed'] as const;

export type TrainingState = (typeof trainingStates)[number];

/** Maximum bytes of a trained model: the tar of what a training wrote to `/model`. */
export const trainedBytesMax = 4 * 1024 ** 3;

/**
 * Versions in use that a team's trainings made in a benchmark, and the bytes of these. A newer one retires the oldest: two years of
 * months can be compared.
 */
export const trainedVersionsMax = 24;
export const trainedBytesOfTeamMax = 16 * 1024 ** 3;

/** A shorter share of a team's hours isn't begun. */
export const trainingMsMin = 60_000;

/** Hours of training that a benchmark may grant a team for each revealed round; none trains without them. */
export const trainingHoursRange = { min: 0, max: 24 } as const;

/** A revealed round as a training reads it. */
export type TrainingRound = {
  readonly round: number;
  readonly title: string;
  readonly opened_at: string;
  readonly closed_at: string;
  /** Below `/input/rounds/{round}/`. */
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
};

/** The file `/input/rounds.json`: the revealed rounds, oldest first. Its hash stands for all data of a training. */
export const formatTrainingRounds = (rounds: readonly TrainingRound[]): string =>
  `${JSON.stringify({ rounds }, null, 2)}\n`;

/** The name of the version that an image's training on a round made. */
export const nameTrainedVersion = (version: string, round: number): string => `${version}@${round}`;

/**
 * Divides the hours that a team has left for a round among its systems that begin training.
 * @returns the milliseconds of each; null where a share would be too short
 */
export function shareTrainingMs(leftMs: number, systemCount: number): number | null {
  const share = Math.floor(leftMs / systemCount);
  return share >= trainingMsMin ? share : null;
}
