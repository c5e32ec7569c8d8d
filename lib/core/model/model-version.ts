import type { ArtefactKind } from '../benchmark';
import type { ModelInput, ModelSignature } from '../onnx/model-summary';
import type { Predictions } from '../submission/predictions';

/**
 * `checking`: it has not been run yet. `active`: it passed its checks and runs on every round. `refused`: its file is at fault.
 * `retired`: its team stopped its runs; existing scores remain.
 */
export const versionStates = ['checking', 'active', 'refused', 'retired'] as const;

export type VersionState = (typeof versionStates)[number];

/**
 * Prefix of a model's file inside its sealed form, so that an attacker with write access to the object store, but without the
 * key, can't replace one team's sealed model by another's.
 */
export const versionEnvelope = (versionId: string): Uint8Array =>
  new TextEncoder().encode(`tidemark-version:${versionId}\n`);

export const modelOutputKinds = ['label', 'class-index', 'probabilities', 'number'] as const;

/** A benchmark's signature for the models that it accepts. Its classes are the benchmark's own. */
export type DeclaredSignature = {
  readonly input: ModelInput;
  readonly output: (typeof modelOutputKinds)[number];
};

export const composeSignature = (
  { input, output }: DeclaredSignature,
  classes: readonly string[],
): ModelSignature => ({ input, output: output === 'number' ? { kind: output } : { kind: output, classes } });

/** Runtime and limits of an artefact's run: stored with its evaluation, so that it can be run the same way again. */
export type RunConditions = {
  readonly runtime: string;
  readonly runtimeVersion: string;
  /** Absent for a container, whose programs are its own. */
  readonly node?: string;
  readonly architecture: string;
  /** SHA-256 of a container image's config: Docker's image id. */
  readonly imageDigest?: string;
  readonly limits: Readonly<Record<string, number>>;
  /** SHA-256 of the file, in hex. */
  readonly modelHash: string;
  /** SHA-256 of what the image's training wrote, as a tar. */
  readonly trainedHash?: string;
  readonly outputsHash: string;
  /** The registered runner that ran it; absent for a scorer's own run. */
  readonly runner?: string;
};

/** A run's repeat on another runner. */
export type RepeatedRun = {
  readonly runner: string;
  /** In words; null where the repeat ended with a fault of the model, which comes without its engine. */
  readonly engine: string | null;
  /** Its score as published, against the first one's; `none` where the model failed or its predictions can't be used. */
  readonly score: 'same' | 'other' | 'none';
};

/** The engine of a run in words: "onnxruntime 1.30.0, x64". */
export const describeEngine = ({
  runtime,
  runtimeVersion,
  architecture,
}: Pick<RunConditions, 'runtime' | 'runtimeVersion' | 'architecture'>): string =>
  `${runtime} ${runtimeVersion}, ${architecture}`;

/** `rejected`: a fault of the model; `failed`: a fault of the platform. */
export const dryRunStates = ['queued', 'running', 'passed', 'rejected', 'failed'] as const;

export type DryRunState = (typeof dryRunStates)[number];

export const isDryRunOver = (state: DryRunState): boolean => state !== 'queued' && state !== 'running';

/** Maximum time until a dry run's end, which includes its wait for a runner. */
export const dryRunDeadlineMs = 24 * 60 * 60_000;

/** Maximum number of attempts at a dry run that the platform could not finish. */
export const dryRunAttemptsMax = 3;

/** Results of a dry run are available for this time. */
export const dryRunRetentionMs = 7 * 24 * 60 * 60_000;

/** Maximum bytes of an artefact's file, as its team has it. */
export const artefactBytesMax: Readonly<Record<ArtefactKind, number>> = {
  onnx: 200 * 1024 ** 2,
  container: 4 * 1024 ** 3,
};

/**
 * States of one practice run: a model on the items of a revealed round, whose labels are public. `rejected`: a fault of the
 * model; `failed`: a fault of the platform.
 */
export const practiceStates = ['queued', 'scored', 'rejected', 'failed'] as const;

export type PracticeState = (typeof practiceStates)[number];

/** Number of newest revealed rounds that a model runs on when its submission is accepted. Rounds revealed later are not added. */
export const practiceRoundsMax = 3;

/** Maximum number of attempts at a run that the platform could not finish. */
export const practiceAttemptsMax = 3;

/** Time from the receipt of the submission. These runs have the lowest priority. */
export const practiceDeadlineMs = 7 * 24 * 60 * 60_000;

/** Predictions for the items of the public sample, in its order: a class, a number, or a probability for each class. */
export type DryRunOutputs = readonly (string | number | Readonly<Record<string, number>>)[];

/** The predictions of a dry run for its sender. Numbers keep all digits. */
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
