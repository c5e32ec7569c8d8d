import type { ArtefactKind } from '../benchmark';
import type { ModelInput, ModelSignature } from '../onnx/model-summary';
import type { Predictions } from '../submission/predictions';

/**
 * State of a model version. `checking`: the version has not been run yet. `active`: it passed the checks and runs on every
 * round. `refused`: its file is at fault. `retired`: its team has stopped further runs; existing scores remain.
 */
export const versionStates = ['checking', 'active', 'refused', 'retired'] as const;

export type VersionState = (typeof versionStates)[number];

/**
 * Bytes that are encrypted in front of a model's file and name the version. Without them, an attacker with write access to
 * the object store, but without the key, could replace one team's encrypted model by another's.
 */
export const versionEnvelope = (versionId: string): Uint8Array =>
  new TextEncoder().encode(`tidemark-version:${versionId}\n`);

export const modelOutputKinds = ['label', 'class-index', 'probabilities', 'number'] as const;

/** A benchmark's signature for the models that it accepts. The classes are those of the benchmark. */
export type DeclaredSignature = {
  readonly input: ModelInput;
  readonly output: (typeof modelOutputKinds)[number];
};

export const composeSignature = (
  { input, output }: DeclaredSignature,
  classes: readonly string[],
): ModelSignature => ({ input, output: output === 'number' ? { kind: output } : { kind: output, classes } });

/**
 * Runtime and limits with which a model or image ran. They are stored with the evaluation, so that the run can be repeated
 * in the same way.
 */
export type RunConditions = {
  readonly runtime: string;
  readonly runtimeVersion: string;
  /** Version of Node; absent for a container, which brings its own programs. */
  readonly node?: string;
  readonly architecture: string;
  /** SHA-256 of a container image's config, which is Docker's image id. */
  readonly imageDigest?: string;
  readonly limits: Readonly<Record<string, number>>;
  /** SHA-256 of the model's file, in hex. */
  readonly modelHash: string;
  /** SHA-256 of the tar of the files that the image's training wrote. */
  readonly trainedHash?: string;
  readonly outputsHash: string;
  /** The registered runner that ran the model; absent if the scorer ran it itself. */
  readonly runner?: string;
};

/** Result of repeating a run on another runner. */
export type RepeatedRun = {
  readonly runner: string;
  /**
   * Execution engine of the repeated run in words; null where that run failed by a fault of the model, which is reported
   * without an engine.
   */
  readonly engine: string | null;
  /**
   * Published score of the repeated run compared with that of the first run; `none` where the model failed or its
   * predictions can't be used.
   */
  readonly score: 'same' | 'other' | 'none';
};

/** Describes the engine of a run in words: "onnxruntime 1.30.0, x64". */
export const describeEngine = ({
  runtime,
  runtimeVersion,
  architecture,
}: Pick<RunConditions, 'runtime' | 'runtimeVersion' | 'architecture'>): string =>
  `${runtime} ${runtimeVersion}, ${architecture}`;

/** States of a dry run. `rejected`: a fault of the model; `failed`: a fault of the platform. */
export const dryRunStates = ['queued', 'running', 'passed', 'rejected', 'failed'] as const;

export type DryRunState = (typeof dryRunStates)[number];

export const isDryRunOver = (state: DryRunState): boolean => state !== 'queued' && state !== 'running';

/** Maximum time until a dry run ends, including the time that it waits for a runner. */
export const dryRunDeadlineMs = 24 * 60 * 60_000;

/** Maximum number of attempts at a dry run if the platform fails. */
export const dryRunAttemptsMax = 3;

/** Time after which the results of a dry run are deleted. */
export const dryRunRetentionMs = 7 * 24 * 60 * 60_000;

/** Maximum size in bytes of a submitted model or image, as its team sends it. */
export const artefactBytesMax: Readonly<Record<ArtefactKind, number>> = {
  onnx: 200 * 1024 ** 2,
  container: 4 * 1024 ** 3,
};

/**
 * States of a practice run, in which a model predicts the items of a revealed round, whose labels are public. `rejected`: a
 * fault of the model; `failed`: a fault of the platform.
 */
export const practiceStates = ['queued', 'scored', 'rejected', 'failed'] as const;

export type PracticeState = (typeof practiceStates)[number];

/**
 * Number of revealed rounds, the newest ones, on which a model runs for practice when its submission is accepted. Rounds
 * that are revealed later are not added.
 */
export const practiceRoundsMax = 3;

/** Maximum number of attempts at a practice run if the platform fails. */
export const practiceAttemptsMax = 3;

/** Maximum time from the receipt of the submission to the end of its practice runs, which have the lowest priority. */
export const practiceDeadlineMs = 7 * 24 * 60 * 60_000;

/**
 * Predictions for the items of the public sample, in the sample's order: a class, a number, or a probability for each class.
 */
export type DryRunOutputs = readonly (string | number | Readonly<Record<string, number>>)[];

/** Lists the predictions of a dry run for the person who sent it. Numbers keep all digits. */
export function listDryRunOutputs(predictions: Predictions, classes: readonly string[]): DryRunOutputs {
  switch (predictions.kind) {
    case 'probabilities':
      return Array.from(predictions.predicted, (_, item) =>
        Object.fromEntries(
          classes.map((name, c) => [name, predictions.probabilities[item * classes.length + c]!]),
        ),
      );
    case 'classes':
      return Array.from(predictions.predicted, (index) => classes[index]!);
    case 'numbers':
      return Array.from(predictions.predicted);
    case 'texts':
      return predictions.predicted;
  }
}
