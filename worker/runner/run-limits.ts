import { roundRunMsMax } from '@/lib/core/run/pace';

/** Limits of one run. Stored with its outcome. */
export type RunLimits = {
  /** Memory of the whole process tree. */
  readonly memoryBytesMax: number;
  /** Maximum time from the first byte of the request to the last byte of the response. */
  readonly wallMsMax: number;
  readonly outputBytesMax: number;
  /** Processes and threads together; Node alone has about ten. */
  readonly tasksMax: number;
  /** Share of a busy processor, where other processes have 100. */
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

/** Weight of what yields to dry runs and, on the site's own machine, to the site. */
export const yieldingWeight = 20;

/** Faults that the child may report; each is the model's. */
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
  /** The output isn't in the child's format. */
  'output_malformed',
  'output_not_finite',
] as const;

export type RunFaultCode = (typeof runFaultCodes)[number];

/** The reason why a model has no outputs. */
export type RunFault = {
  readonly code: RunFaultCode;
  /** The runtime's own words; only where the request allows them, since they can quote inputs. */
  readonly text?: string;
};
