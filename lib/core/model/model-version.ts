import type { ModelInput, ModelSignature } from '../onnx/model-summary';

/**
 * `checking`: it has not been run yet. `active`: it passed its checks and is run on every round. `refused`: its file is at fault.
 * `retired`: its team wants it run no more; its scores stay.
 */
export const versionStates = ['checking', 'active', 'refused', 'retired'] as const;

export type VersionState = (typeof versionStates)[number];

/**
 * What stands before a model's file inside its seal, so that whoever can write the object store but not open a seal can't put one
 * team's sealed model in the place of another's.
 */
export const versionEnvelope = (versionId: string): Uint8Array =>
  new TextEncoder().encode(`tidemark-version:${versionId}\n`);

export const modelOutputKinds = ['label', 'class-index', 'probabilities', 'number'] as const;

/** What a benchmark declares of the models that it accepts. Its classes are the benchmark's own. */
export type DeclaredSignature = {
  readonly input: ModelInput;
  readonly output: (typeof modelOutputKinds)[number];
};

export const composeSignature = (
  { input, output }: DeclaredSignature,
  classes: readonly string[],
): ModelSignature => ({ input, output: output === 'number' ? { kind: output } : { kind: output, classes } });

/** By what, and within what, a model was run: kept with its evaluation, so that it can be run so again. */
export type RunConditions = {
  readonly runtime: string;
  readonly runtimeVersion: string;
  readonly node: string;
  readonly architecture: string;
  readonly limits: Readonly<Record<string, number>>;
  /** SHA-256 of the file, in hex. */
  readonly modelHash: string;
  readonly outputsHash: string;
};

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

/** Bytes of a model's file at the most. */
export const artefactBytesMax = 200 * 1024 * 1024;

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
