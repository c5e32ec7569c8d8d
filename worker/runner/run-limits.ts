/** What one run may take. Stored with what came of it. */
export type RunLimits = {
  /** Of the whole tree of processes. */
  readonly memoryBytesMax: number;
  /** From the first byte of the request to the last of the answer. */
  readonly wallMsMax: number;
  readonly outputBytesMax: number;
  /** Processes and threads together; Node alone has about ten. */
  readonly tasksMax: number;
  /** How many items the model sees at a time. */
  readonly batchRows: number;
};

export const runLimitsDefault: RunLimits = {
  memoryBytesMax: 2 * 1024 ** 3,
  wallMsMax: 10 * 60_000,
  outputBytesMax: 256 * 1024 ** 2,
  tasksMax: 64,
  batchRows: 4_096,
};
