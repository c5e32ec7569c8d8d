import { formatCsvLine } from '@/lib/core/commitment/item-table';
import { isJsonObject, type JsonValue } from '@/lib/core/files/canonical-json';
import { countRowValues, createFeatureRowWriter } from '@/lib/core/model/feature-row';
import type { ModelInput } from '@/lib/core/onnx/model-summary';
import { type ModelSample, modelSampleSchema } from './model-signature';

/** Enough to see what items are like, and to discover incompatible inputs. */
const itemCount = 20;

/**
 * Picks the first items of a revealed round as a public sample: only the inputs of models.
 * @returns null where they exceed the size of a public sample, or don't fit the models' inputs
 */
export function pickSample(
  items: Iterable<{ readonly inputJson: string }>,
  input: ModelInput,
): ModelSample | null {
  const picked: JsonValue[] = [];
  const write = createFeatureRowWriter(input);
  const row = new Float32Array(countRowValues(input));
  for (const { inputJson } of items) {
    if (picked.length === itemCount) break;
    const inputs: JsonValue = JSON.parse(inputJson);
    if (write(inputs, row) !== null) return null;
    picked.push(isJsonObject(inputs) ? pickFeatures(inputs, input) : inputs);
  }
  const sample = modelSampleSchema.safeParse(picked);
  return sample.success ? sample.data : null;
}

const pickFeatures = (inputs: Readonly<Record<string, JsonValue>>, { features }: ModelInput) =>
  Object.fromEntries(features.map(({ name }) => [name, inputs[name] ?? null]));

export type SampleFile = { text: string; mediaType: string; extension: 'csv' | 'jsonl' };

/** A sample as a file: CSV with a column for each feature, in their order; items that are tensors as JSON Lines. */
export function formatModelSample(sample: ModelSample, { features }: ModelInput): SampleFile {
  if (features.length === 0)
    return {
      text: sample.map((item) => `${JSON.stringify(item)}\n`).join(''),
      mediaType: 'application/jsonl',
      extension: 'jsonl',
    };
  const names = features.map(({ name }) => name);
  const lines = sample.map((item) =>
    names.map((name) => (Array.isArray(item) ? null : (item[name] ?? null))),
  );
  return {
    text: [names, ...lines].map(formatCsvLine).join(''),
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
  };
}
