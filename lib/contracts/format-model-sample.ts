import { formatCsvLine } from '@/lib/core/commitment/item-table';
import type { ModelInput } from '@/lib/core/onnx/model-signature';
import type { ModelSample } from './model-signature';

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
