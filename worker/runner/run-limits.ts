/** Limits of one run. Stored with its outcome. */
export type RunLimits = {
  /** Memory of the whole process tree. */
  readonly memoryBytesMax: number;
  /** From the first byte of the request to the last of the response. */
  readonly wallMsMax: number;
  readonly outputBytesMax: number;
  /** Processes and threads together; Node alone has about ten. */
  readonly tasksMax: number;
  /** Number of items that the model gets at a time. */
  readonly batchRows: number;
};

export const runLimitsDefault: RunLimits = {
  memoryBytesMax: 2 * 1024 ** 3,
  wallMsMax: 10 * 60_000,
  outputBytesMax: 256 * 1024 ** 2,
  tasksMax: 64,
  batchRows: 4_096,
};
