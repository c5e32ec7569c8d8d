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
  /** Hash of the inputs as the model reads them. */
  readonly inputsSha256: string;
  /** Further writes of the transaction in which a runner may read the request. False where the run's try is over. */
  readonly release?: (tx: Transaction) => Promise<boolean>;
};

/** The end of a training: hash and size of what it wrote, or its fault. */
export type EndedTraining = {
  readonly outcome: Result<{ readonly sha256: string; readonly byteCount: number }, ModelRefused>;
  /** Milliseconds that its program ran. */
  readonly tookMs: number;
  /** The end of what it printed. */
  readonly log: string;
};

/** A run's outputs, unread where they are a file, and its record. */
export type RanModel = {
  readonly returned:
    | { readonly kind: 'onnx'; readonly outputs: readonly Tensor[] }
    | { readonly kind: 'container'; readonly output: ContainerOutput; readonly faultsAs: 'codes' | 'texts' }
    | ({ readonly kind: 'training' } & EndedTraining);
  /** Null for a training without a version. */
  readonly record: RunConditions | null;
  readonly inputsSha256: string;
};

/** The work before and after a run, by its purpose. Each function does nothing where the run's try is over. */
export type RunPurposeOf = {
  /** @returns null where the try is over */
  compose(
    platform: RunPlatform,
    vault: RoundVault,
    run: RunRow,
  ): Promise<Result<ComposedRun, ModelRefused> | null>;
  /** Goes on after a run that gave outputs or a fault of the model. The run's row may be replaced by that of a next run. */
  finish(
    platform: RunPlatform,
    vault: RoundVault,
    run: RunRow,
    ran: Result<RanModel, ModelRefused>,
    /** Name of the runner; undefined where the model was refused before it ran. */
    runner?: string,
  ): Promise<void>;
  /** Ends what the run is for by a fault of the platform. */
  fail(platform: RunPlatform, vault: RoundVault, run: RunRow, ending: WithoutScore): Promise<void>;
};
