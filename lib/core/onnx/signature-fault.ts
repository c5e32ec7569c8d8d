/** Why a model doesn't fit a benchmark. API codes are made from this tuple. */
export const signatureFaultCodes = [
  'input_count',
  'input_name',
  'input_type',
  'input_shape',
  'fixed_batch',
  'zipmap_output',
  'output_missing',
  'output_ambiguous',
  'output_type',
  'output_shape',
] as const;
export type SignatureFaultCode = (typeof signatureFaultCodes)[number];

/** One way in which a model's inputs or outputs aren't what the benchmark wants, in sentences for whoever exported it. */
export type SignatureFault = {
  readonly code: SignatureFaultCode;
  readonly found: string;
  readonly wanted: string;
  readonly fix: string;
};
