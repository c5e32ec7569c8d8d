import type { ContainerOutcome } from './container/container-result';
import type { ContainerWork, TrainWork } from './container/container-work';
import type { TrainOutcome } from './container/train-result';
import type { JobLease } from './slurm/job-folder';

/**
 * The stored files that a runner may read during a lease. The image and the trained model are encrypted, as
 * they are in the object store.
 */
export type StoredFiles = {
  openImage(): Promise<AsyncIterable<Uint8Array>>;
  openTrained(): Promise<AsyncIterable<Uint8Array>>;
  /** Opens a file of the revealed rounds on which an image trains, by its index in `TrainWork.data`. */
  openData(index: number): Promise<AsyncIterable<Uint8Array>>;
};

/** Runs the containers of a runner's leases, on this machine or on a cluster. */
export type ContainerRunner = {
  /** True if containers use this machine's memory, false if they run on a cluster. */
  readonly isHere: boolean;
  /** @param signal aborts the run @throws for faults of the platform: the caller may try again */
  run(
    lease: JobLease,
    work: ContainerWork,
    stored: StoredFiles,
    signal: AbortSignal,
  ): Promise<ContainerOutcome>;
  /**
   * Trains an image. @param putModel sends the trained model, a tar archive, before the result @param signal
   * aborts the training @throws for faults of the platform: the caller may try again
   */
  train(
    lease: JobLease,
    work: TrainWork,
    stored: StoredFiles,
    options: { readonly putModel: (archive: string) => Promise<void>; readonly signal: AbortSignal },
  ): Promise<TrainOutcome>;
  /** Deletes the files of a run after its result was delivered. */
  forget(lease: JobLease): Promise<void>;
  /** Ends the processes that a killed runner left, and lists the leases whose runs continue on a cluster. */
  listLeft(isOurs: (lease: JobLease) => Promise<boolean>): Promise<(JobLease & { isTraining: boolean })[]>;
};
