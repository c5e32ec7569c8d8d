import type { Transaction } from '@/db/client';
import type { RunRow } from '@/db/queries/run-queries';
import type { RunConditions } from '@/lib/core/model/model-version';
import type { Result } from '@/lib/core/result';
import type { WithoutScore } from '../ending/end-submission';
import type { ModelRefused } from '../models/model-refused';
import type { ContainerWork, TrainWork } from '../runner/container/container-work';
import type { ContainerOutput } from '../runner/container/run-container';
import type { RunRequest } from '../runner/run-request';
import type { Tensor } from '../runner/tensor';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';

export type RunPlatform = Pick<ScorerPlatform, 'client' | 'objects' | 'identity' | 'readers' | 'log'>;

export type ComposedRun = {
  readonly request: RunRequest | ContainerWork | TrainWork;
  /** SHA-256 of the inputs in the form that the model reads. */
  readonly inputsSha256: string;
  /**
   * Further writes in the transaction after which a runner may read the request. Resolves to false if the
   * run's try is over.
   */
  readonly release?: (tx: Transaction) => Promise<boolean>;
};

/** The outcome of a training: hash and size of the model, or the fault. */
export type EndedTraining = {
  readonly outcome: Result<{ readonly sha256: string; readonly byteCount: number }, ModelRefused>;
  /** Milliseconds for which the training's program ran. */
  readonly tookMs: number;
  /** The end of the program's output. */
  readonly log: string;
};

/** A run's outputs (unparsed if they are a file), and the conditions in which it ran. */
export type RanModel = {
  readonly returned:
    | { readonly kind: 'onnx'; readonly outputs: readonly Tensor[] }
    | { readonly kind: 'container'; readonly output: ContainerOutput; readonly faultsAs: 'codes' | 'texts' }
    | ({ readonly kind: 'training' } & EndedTraining);
  /** Null for a training that made no version. */
  readonly record: RunConditions | null;
  readonly inputsSha256: string;
};

/**
 * The scorer's work before and after a run, by the run's purpose. Each function does nothing if the run's try
 * is over.
 */
export type RunPurposeOf = {
  /** Composes the request to the runner. @returns null if the try is over */
  compose(
    platform: RunPlatform,
    vault: RoundVault,
    run: RunRow,
  ): Promise<Result<ComposedRun, ModelRefused> | null>;
  /**
   * Continues after a run that gave outputs or a fault of the model. A next run may replace the run's row.
   */
  finish(
    platform: RunPlatform,
    vault: RoundVault,
    run: RunRow,
    ran: Result<RanModel, ModelRefused>,
    /** Name of the runner; undefined if the model was refused before it ran. */
    runner?: string,
  ): Promise<void>;
  /** Ends the submission, practice, dry run or training with a fault of the platform. */
  fail(platform: RunPlatform, vault: RoundVault, run: RunRow, ending: WithoutScore): Promise<void>;
};
