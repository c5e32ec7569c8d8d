import type { ModelInput, ModelSignature } from '../onnx/model-signature';

export const modelOutputKinds = ['label', 'class-index', 'probabilities', 'number'] as const;

/** What a benchmark declares of the models that it accepts. Its classes are the benchmark's own. */
export type DeclaredSignature = {
  readonly input: ModelInput;
  readonly output: (typeof modelOutputKinds)[number];
};

export const composeSignature = (
  { input, output }: DeclaredSignature,
  classes: readonly string[],
): ModelSignature => ({ input, output: output === 'number' ? { kind: output } : { kind: output, classes } });
