/** Something that takes the jobs of some lanes, one at a time. */
export type RunningLanes = {
  /** The workers by which the queue knows it, of those that live. */
  workerIds(): string[];
  /** Takes no more jobs, and waits for the one it has. */
  stop(): Promise<void>;
  /** Settles when it has stopped; rejects when it ended by itself. */
  ended: Promise<void>;
};
