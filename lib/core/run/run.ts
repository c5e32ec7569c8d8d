/**
 * Purposes of a run. `sample`: a submitted model's first run, on the benchmark's public sample; `round`: on the inputs of the
 * submission's round; `practice`: on a revealed round; `dry_run`: on the public sample, without a submission; `train`: an image
 * trains on the revealed rounds; `trained_sample`: the first run of what it wrote, on the public sample; `repeat`: a scored
 * submission's run on its round once more, on another runner.
 */
export const runPurposes = [
  'sample',
  'round',
  'practice',
  'dry_run',
  'train',
  'trained_sample',
  'repeat',
] as const;

export type RunPurpose = (typeof runPurposes)[number];

/**
 * States of a run. `leased`: a runner has it, and waits for model and inputs; `prepared`: the scorer has encrypted them to that
 * runner; `returned`: the runner has sent its result; `lost`: runners have lost it too often.
 */
export const runStates = ['waiting', 'leased', 'prepared', 'returned', 'lost'] as const;

/** Priorities of runs: a person waits for the first, no one for the last. */
export const runPriorities = { submitted: 0, automatic: 1, practice: 2, repeat: 3 } as const;

/** Runs that need the same slots of a runner. A training takes hours, so it has a slot of its own beside the others. */
export const runClasses = ['dry_run', 'short', 'long', 'training'] as const;

export type RunClass = (typeof runClasses)[number];

export const classOf = ({ purpose, isLong }: { purpose: RunPurpose; isLong: boolean }): RunClass => {
  if (purpose === 'train') return 'training';
  if (isLong) return 'long';
  return purpose === 'dry_run' ? 'dry_run' : 'short';
};

/** Runs that a runner has at a time: trainings, and others. */
export type RunnerSlots = { readonly slots: number; readonly trainings: number };

/**
 * The classes that a runner with free slots takes next: while it has them, one slot is for dry runs alone and one for short runs
 * and dry runs, so that no dry run waits for a run on a round, and no short run for a long one. Trainings have slots of their own.
 * @param running the class of each run under way
 */
export function listTakenClasses(
  { slots, trainings }: RunnerSlots,
  running: readonly RunClass[],
): RunClass[] {
  const countOf = (wanted: RunClass) => running.filter((one) => one === wanted).length;
  const otherCount = running.length - countOf('training');
  const onRoundsCount = otherCount - countOf('dry_run');
  const isTaken: Readonly<Record<RunClass, boolean>> = {
    dry_run: true,
    short: onRoundsCount < Math.max(1, slots - 1),
    long: onRoundsCount < Math.max(1, slots - 1) && countOf('long') < Math.max(1, slots - 2),
    training: countOf('training') < trainings,
  };
  return runClasses.filter((one) => isTaken[one] && (one === 'training' || otherCount < slots));
}

/** The form in which a run's result is read, and the facts that its record states. */
export type ExpectedOutput = {
  readonly faultsAs: 'codes' | 'texts';
  /** SHA-256 of the model's file, in hex. */
  readonly modelHash: string;
} & (ExpectedTensors | ExpectedFile | ExpectedTraining);

export type ExpectedTensors = {
  readonly kind: 'onnx';
  readonly outputs: readonly {
    readonly name: string;
    readonly type: 'float32' | 'int64' | 'string';
    readonly valuesPerRow: number;
  }[];
  readonly rowCount: number;
  readonly limits: Readonly<Record<string, number>>;
};

type ExpectedFile = {
  readonly kind: 'container';
  /** SHA-256 of what the image's training wrote, in hex. */
  readonly trainedHash?: string | undefined;
  readonly inputName: 'inputs.csv' | 'inputs.jsonl';
  readonly limits: ContainerLimits;
};

type ExpectedTraining = {
  readonly kind: 'training';
  readonly limits: TrainingLimits;
};

/** Limits of a container's image and run: times in milliseconds, sizes in bytes. */
export type ContainerLimits = Readonly<
  Record<
    | 'memoryBytesMax'
    | 'wallMsMax'
    | 'outputBytesMax'
    | 'tasksMax'
    | 'processorWeight'
    | 'batchRows'
    | 'cores'
    | 'tmpBytesMax'
    | 'unpackedBytesMax'
    | 'layersMax',
    number
  >
>;

/** Limits of a training, with that of its model as a tar archive. */
export type TrainingLimits = ContainerLimits & { readonly trainedBytesMax: number };

/** A runner that is silent for so long loses its run to another one. */
export const leaseMs = 60_000;

/** Number of runners that may lose a prepared run before it fails. */
export const leasesMax = 3;

/**
 * Reasons for which a runner lost a prepared run. `lost`: it was silent for a lease; `slow`: it took longer than the run and its files
 * may; `no_result`: it sent bytes that aren't the signed result of its work, or none; `revoked`: an operator revoked it meanwhile.
 */
export const runnerLossCodes = ['lost', 'slow', 'no_result', 'revoked'] as const;

export type RunnerLossCode = (typeof runnerLossCodes)[number];

/** Number of models that a runner may lose in a row, each completed by another runner, before it gets no more. */
export const lossesMax = 5;

/** Losses are stored for so long. */
export const lossRetentionMs = 30 * 86_400_000;

/** A runner asks for work at least every 10 s, so one that is silent for so long doesn't run. */
export const runnerSilentMs = 60_000;

/**
 * The text that a runner signs: it binds a result to its lease and to the work that it was made of. An attacker between runner and
 * scorer, who knows both public keys, can neither pass off one run's result as another's nor have other work done under a lease.
 * @param hashes SHA-256 in hex of work and result, before encryption
 */
export const composeResultText = (
  { runId, fence }: { runId: string; fence: number },
  { work, result }: { work: string; result: string },
): string => `tidemark-run:${runId}:${fence}:${work}:${result}`;

/** Maximum bytes of an encrypted result: the largest output of a model, and what surrounds it. */
export const resultBytesMax = 257 * 1024 ** 2;
