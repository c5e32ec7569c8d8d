import { roundRunMsMax } from '@/lib/core/run/pace';

/** Limits of one run; stored with its outcome. */
export type RunLimits = {
  /** Memory of the whole process tree in bytes. */
  readonly memoryBytesMax: number;
  /** Maximum milliseconds from the first byte of the request to the last byte of the response. */
  readonly wallMsMax: number;
  readonly outputBytesMax: number;
  /** Maximum number of processes and threads together; Node alone has about ten. */
  readonly tasksMax: number;
  /** Share of a busy processor; other processes have a weight of 100. */
  readonly processorWeight: number;
  /** Number of items that the model gets at a time. */
  readonly batchRows: number;
};

export const runLimitsDefault: RunLimits = {
  memoryBytesMax: 2 * 1024 ** 3,
  wallMsMax: roundRunMsMax,
  outputBytesMax: 256 * 1024 ** 2,
  tasksMax: 64,
  processorWeight: 100,
  batchRows: 4_096,
};

/** Processor weight of runs that yield to dry runs and, on the site's own machine, to the site. */
export const yieldingWeight = 20;

/** Faults that the child process may report; each is the model's fault. */
export const childFaultCodes = [
  'model_rejected',
  'model_failed',
  'model_out_of_memory',
  'output_missing',
  'output_type',
  'output_shape',
  'output_too_large',
] as const;

export const runFaultCodes = [
  ...childFaultCodes,
  'model_timed_out',
  /** The child's output doesn't have the agreed format. */
  'output_malformed',
  'output_not_finite',
] as const;

export type RunFaultCode = (typeof runFaultCodes)[number];

/** The reason why a run gave no outputs. */
export type RunFault = {
  readonly code: RunFaultCode;
  /** The runtime's error message; present only if the request allows it, since it can quote inputs. */
  readonly text?: string;
};
