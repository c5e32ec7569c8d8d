import type { TestSetFormat } from '../round/read-test-set';
import { createInputsWriter } from '../round/training';

type SampleItem = Readonly<Record<string, string | number | null>> | readonly unknown[];

export type SampleInputs = {
  readonly format: TestSetFormat;
  /** In the order of the sample, which is also that of an item index. */
  readonly ids: readonly string[];
  readonly text: string;
};

/**
 * A benchmark's public sample as a file of inputs, which a container reads before those of a round: CSV with a column `id` and one
 * for each feature, or JSON Lines.
 * @param features names in their order; empty where the benchmark names none
 * @param wanted the format of the round's own inputs; null before the first round. Lists don't fit into CSV
 */
export function composeSampleInputs(
  sample: readonly SampleItem[],
  features: readonly string[],
  wanted: TestSetFormat | null,
): SampleInputs {
  const hasLists = sample.some(Array.isArray);
  const format = hasLists ? 'jsonl' : (wanted ?? 'csv');
  const columns = features.length > 0 ? features : listColumns(sample);
  const width = String(sample.length).length;
  const ids = sample.map((_, i) => `sample-${String(i + 1).padStart(width, '0')}`);
  const writer = createInputsWriter(format, columns, { group: false, date: false });
  const lines = sample.map((item, i) =>
    writer.line({
      id: ids[i]!,
      inputJson: JSON.stringify(format === 'csv' ? toTexts(item) : item),
      ...{ group: null, date: null },
    }),
  );
  return { format, ids, text: writer.header + lines.join('') };
}

const listColumns = (sample: readonly SampleItem[]): string[] => [
  ...new Set(sample.flatMap((item) => Object.keys(item))),
];

/** Cells of a CSV file are texts, and a missing one is empty. */
const toTexts = (item: SampleItem): Record<string, string> =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, value === null ? '' : String(value)]),
  );
