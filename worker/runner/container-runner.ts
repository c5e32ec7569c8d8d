import type { ContainerOutcome } from './container/container-result';
import type { ContainerWork, TrainWork } from './container/container-work';
import type { TrainOutcome } from './container/train-result';
import type { JobLease } from './slurm/job-folder';

/** Files that a lease may read. The image and the trained model are still encrypted, as they are stored. */
export type StoredFiles = {
  openImage(): Promise<AsyncIterable<Uint8Array>>;
  openTrained(): Promise<AsyncIterable<Uint8Array>>;
  /** A file of the revealed rounds on which an image is trained, by its index in `TrainWork.data`. */
  openData(index: number): Promise<AsyncIterable<Uint8Array>>;
};

/** A way to run the containers of a runner's leases. */
export type ContainerRunner = {
  /** True if its runs use this machine's memory. */
  readonly isHere: boolean;
  /**
   * @param signal ends the run
   * @throws for faults of the platform: the caller may try again
   */
  run(
    lease: JobLease,
    work: ContainerWork,
    stored: StoredFiles,
    signal: AbortSignal,
  ): Promise<ContainerOutcome>;
  /**
   * Trains an image.
   * @param putModel sends the trained model, a tar archive, before the result
   * @param signal ends the training
   * @throws for faults of the platform: the caller may try again
   */
  train(
    lease: JobLease,
    work: TrainWork,
    stored: StoredFiles,
    options: { readonly putModel: (archive: string) => Promise<void>; readonly signal: AbortSignal },
  ): Promise<TrainOutcome>;
  /** Removes what a run has left, once its result is delivered. */
  forget(lease: JobLease): Promise<void>;
  /** Ends what a killed runner has left, and lists the leases of runs that go on. */
  listLeft(isOurs: (lease: JobLease) => Promise<boolean>): Promise<(JobLease & { isTraining: boolean })[]>;
};
