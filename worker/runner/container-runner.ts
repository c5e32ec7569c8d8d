import type { ContainerOutcome } from './container/container-result';
import type { ContainerWork } from './container/container-work';
import type { JobLease } from './slurm/job-folder';

/** A way to run the containers of a runner's leases. */
export type ContainerRunner = {
  /** True if its runs use this machine's memory. */
  readonly isHere: boolean;
  /**
   * @param openStored the stored image as it is, encrypted
   * @param signal ends the run
   * @throws for faults of the platform: it may be tried again
   */
  run(
    lease: JobLease,
    work: ContainerWork,
    openStored: () => Promise<AsyncIterable<Uint8Array>>,
    signal: AbortSignal,
  ): Promise<ContainerOutcome>;
  /** Removes what a run has left, once its result is delivered. */
  forget(lease: JobLease): Promise<void>;
  /** Ends what a killed runner has left, and lists the leases of runs that go on. */
  listLeft(isOurs: (lease: JobLease) => Promise<boolean>): Promise<JobLease[]>;
};
