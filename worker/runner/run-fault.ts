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

export type RunFaultCode =
  | (typeof childFaultCodes)[number]
  | 'model_timed_out'
  /** The output isn't in the child's format. */
  | 'output_malformed'
  | 'output_not_finite';

/** The reason why a model has no outputs. */
export type RunFault = {
  readonly code: RunFaultCode;
  /** The runtime's own words; only where the request allows them, since they can quote inputs. */
  readonly text?: string;
};
