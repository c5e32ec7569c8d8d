/**
 * States of a training run. `queued`: the training waits for a runner, or runs; `checking`: the trained model is run on the
 * public sample; `frozen`: the trained model is a version; `rejected`: a fault of the program; `failed`: a fault of the
 * platform.
 */
export const trainingStates = ['queued', 'checking', 'frozen', 'rejected', 'failed'] as const;

export type TrainingState = (typeof trainingStates)[number];

/** Maximum size in bytes of a trained model: the tar of the files that a training wrote to `/model`. */
export const trainedBytesMax = 4 * 1024 ** 3;

/**
 * Maximum number of active versions from trainings that a team has in a benchmark; `trainedBytesOfTeamMax` limits their
 * bytes. A newer one retires the oldest. With 24, two years of monthly rounds can be compared.
 */
export const trainedVersionsMax = 24;
export const trainedBytesOfTeamMax = 16 * 1024 ** 3;

/** Minimum training time: with a shorter share of a team's hours, no training begins. */
export const trainingMsMin = 60_000;

/** Range of the training hours that a benchmark may grant a team for each revealed round; with 0 hours no team trains. */
export const trainingHoursRange = { min: 0, max: 24 } as const;

/** A revealed round as it is listed for a training program. */
export type TrainingRound = {
  readonly round: number;
  readonly title: string;
  readonly opened_at: string;
  readonly closed_at: string;
  /** The round's files, with names relative to `/input/rounds/{round}/`. */
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
};

/**
 * Writes the file `/input/rounds.json`: the revealed rounds, oldest first. It contains the hashes of all files, so its own
 * hash identifies all data of a training.
 */
export const formatTrainingRounds = (rounds: readonly TrainingRound[]): string =>
  `${JSON.stringify({ rounds }, null, 2)}\n`;

/** Name of the version that was made by training an image on the rounds up to this one. */
export const nameTrainedVersion = (version: string, round: number): string => `${version}@${round}`;

/**
 * Divides a team's remaining training time for a round among the systems that begin training.
 * @returns the milliseconds for each system; null where a share would be too short
 */
export function shareTrainingMs(leftMs: number, systemCount: number): number | null {
  const share = Math.floor(leftMs / systemCount);
  return share >= trainingMsMin ? share : null;
}
