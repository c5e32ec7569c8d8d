import { z } from 'zod';
import type { ModelSignature } from '@/lib/core/onnx/model-signature';
import { lineText } from './text';

const name = lineText(1, 100);
const classes = z.array(lineText(1, 60)).min(2).max(100);
const featuresMax = 2000;
const dimension = z.number().int().min(1).max(1_000_000);

const feature = z.discriminatedUnion('type', [
  z.strictObject({ name, type: z.literal('number') }),
  z.strictObject({
    name,
    type: z.literal('category'),
    categories: z.array(lineText(1, 200)).min(1).max(10_000),
  }),
]);

const hasOwnNames = (features: readonly { name: string }[]): boolean =>
  new Set(features.map((one) => one.name)).size === features.length;

const features = z.array(feature).max(featuresMax).refine(hasOwnNames, 'each feature has a name of its own');

/** What a benchmark wants of a model's inputs and outputs, as JSON: docs/models.md. */
export const modelSignatureSchema: z.ZodType<ModelSignature> = z.strictObject({
  input: z.discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('one-tensor'),
        shape: z.array(dimension).min(1).max(4),
        features: features.default([]),
      })
      .refine(
        (input) =>
          input.features.length === 0 ||
          (input.shape.length === 1 && input.shape[0] === input.features.length),
        { path: ['shape'], message: 'a column for each feature: give their number, or no features' },
      ),
    z.strictObject({ kind: z.literal('input-per-feature'), features: features.min(1) }),
  ]),
  output: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['label', 'class-index', 'probabilities']), classes }),
    z.strictObject({ kind: z.literal('number') }),
  ]),
});
