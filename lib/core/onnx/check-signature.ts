import { ok, type Result, refuse } from '../result';
import { type FittedInput, fitInputs } from './fit-inputs';
import { type FittedOutput, fitOutput } from './fit-output';
import type { ModelSignature } from './model-signature';
import type { ModelSummary } from './model-summary';
import type { SignatureFault } from './signature-fault';

/** How a model that fits is fed and read: its inputs by name, and the one output that answers. */
export type SignatureFit = { readonly inputs: readonly FittedInput[]; readonly output: FittedOutput };

/**
 * Whether what a model's file declares is what its benchmark wants, and every way in which it isn't. A shape that the file leaves
 * open fits: the outputs themselves are looked at again when they are there, since a declaration may lie.
 */
export function checkSignature(
  { inputs, outputs }: Pick<ModelSummary, 'inputs' | 'outputs'>,
  signature: ModelSignature,
): Result<SignatureFit, readonly SignatureFault[]> {
  const fitted = fitInputs(inputs, signature.input);
  const output = fitOutput(outputs, signature.output);
  if (fitted.ok && output.ok) return ok({ inputs: fitted.value, output: output.value });
  return refuse([...(fitted.ok ? [] : fitted.error), ...(output.ok ? [] : output.error)]);
}
