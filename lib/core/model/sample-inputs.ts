import type { TestSetFormat } from '../round/read-test-set';
import { createInputsWriter } from '../round/training';

type SampleItem = Readonly<Record<string, string | number | null>> | readonly unknown[];

export type SampleInputs = {
  readonly format: TestSetFormat;
  /** Ids in the order of the sample, which is also the order of an item index. */
  readonly ids: readonly string[];
  readonly text: string;
};

/**
 * Writes a benchmark's public sample as an input file, on which a container is tried before it runs on a round: CSV with a
 * column `id` and a column for each feature, or JSON Lines.
 * @param features names in their order; empty where the benchmark names none
 * @param wanted the format of the round's inputs; null before the first round. Items that are lists are written as JSON
 * Lines in any case
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

/** Converts an item to cells of a CSV file, which are texts; a missing value is an empty text. */
const toTexts = (item: SampleItem): Record<string, string> =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, value === null ? '' : String(value)]),
  );
