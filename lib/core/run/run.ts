/**
 * Purposes of a run. `sample`: a submitted model's first run, on the benchmark's public sample; `round`: on the inputs of
 * the submission's round; `practice`: on a revealed round; `dry_run`: on the public sample, without a submission; `train`:
 * an image trains on the revealed rounds; `trained_sample`: the first run of the trained model, on the public sample;
 * `repeat`: a scored submission's run is repeated on another runner.
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
 * States of a run. `leased`: a runner is assigned, and waits for model and inputs; `prepared`: the scorer has encrypted
 * model and inputs to that runner's key; `returned`: the runner has sent its result; `lost`: too many runners have lost the
 * run.
 */
export const runStates = ['waiting', 'leased', 'prepared', 'returned', 'lost'] as const;

/** Priorities of runs in the queue, smallest first: a person waits for a submitted model, nobody for a repetition. */
export const runPriorities = { submitted: 0, automatic: 1, practice: 2, repeat: 3 } as const;

/** Classes of runs by the runner slots that they may use. A training takes hours, so it has slots of its own. */
export const runClasses = ['dry_run', 'short', 'long', 'training'] as const;

export type RunClass = (typeof runClasses)[number];

export const classOf = ({ purpose, isLong }: { purpose: RunPurpose; isLong: boolean }): RunClass => {
  if (purpose === 'train') return 'training';
  if (isLong) return 'long';
  return purpose === 'dry_run' ? 'dry_run' : 'short';
};

/** Maximum number of runs that a runner executes at the same time: trainings, and other runs. */
export type RunnerSlots = { readonly slots: number; readonly trainings: number };

/**
 * Decides which classes of runs a runner with free slots takes next. If there are enough slots, one is reserved for dry runs
 * and one for short runs and dry runs, so that no dry run waits for a run on a round, and no short run for a long one.
 * Trainings have slots of their own.
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

/** How a run's result is to be read, and the facts that are recorded with it. */
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
  /** SHA-256 in hex of the files that the image's training wrote. */
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

/** Limits of a training run, including the size of the trained model as a tar archive. */
export type TrainingLimits = ContainerLimits & { readonly trainedBytesMax: number };

/**
 * Duration of a lease in ms: a runner that sends no message for so long loses its run, which is then assigned to another
 * runner.
 */
export const leaseMs = 60_000;

/** Maximum number of runners that may lose a prepared run; then the run fails. */
export const leasesMax = 3;

/**
 * Reasons for which a runner lost a prepared run. `lost`: the runner sent no message for the duration of a lease; `slow`:
 * run and file transfer took longer than allowed; `no_result`: the runner sent no result, or bytes that aren't the signed
 * result of its work; `revoked`: an operator revoked the runner.
 */
export const runnerLossCodes = ['lost', 'slow', 'no_result', 'revoked'] as const;

export type RunnerLossCode = (typeof runnerLossCodes)[number];

/**
 * Number of consecutive models that a runner may lose, if another runner completed each of them, before it gets no more
 * work.
 */
export const lossesMax = 5;

/** Time for which losses of runs are stored, in ms. */
export const lossRetentionMs = 30 * 86_400_000;

/** Time without a message after which a runner counts as not running, in ms; runners ask for work at least every 10 s. */
export const runnerSilentMs = 60_000;

/**
 * Composes the text that a runner signs with its result. It names the lease and the work (model and inputs) of the run. So
 * an attacker between runner and scorer, who knows both public keys, can neither present one run's result as that of
 * another, nor replace the work of a lease.
 * @param hashes SHA-256 in hex of work and result, before encryption
 */
export const composeResultText = (
  { runId, fence }: { runId: string; fence: number },
  { work, result }: { work: string; result: string },
): string => `tidemark-run:${runId}:${fence}:${work}:${result}`;

/** Maximum size of an encrypted result in bytes: the largest output of a model, plus the encryption and record around it. */
export const resultBytesMax = 257 * 1024 ** 2;
