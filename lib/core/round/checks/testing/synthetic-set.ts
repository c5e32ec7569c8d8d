import type { Task } from '../../../benchmark';
import { formatCanonicalJson, type JsonValue } from '../../../files/canonical-json';
import type { Rng } from '../../../statistics/rng';
import type { ItemSlices } from '../../slices';
import { type CollectedTestSet, createTestSetCollector } from '../collect-test-set';
import type { Fingerprints } from '../fingerprints';
import { mixBits } from '../hash-text';
import { startChecks } from '../start-checks';

export type SyntheticItem = {
  id?: string;
  input: JsonValue;
  label: string;
  date?: string;
  group?: string;
  slices?: ItemSlices;
};

export const binary = { task: 'binary', classes: ['no', 'yes'] } as const;

export const regression = { task: 'regression', classes: [] } as const;

export const text = { task: 'text', classes: [] } as const;

export const rules = { metric: 'accuracy', secondaryMetrics: [], feedbackShare: 0.3, features: [] } as const;

/** Collects items as if they were read from a file; by default their ids are uninformative. */
export function collectItems(
  items: readonly SyntheticItem[],
  benchmark: { task: Task; classes: readonly string[] } = binary,
  idPrefix = 'set',
): CollectedTestSet {
  const collector = createTestSetCollector(benchmark);
  items.forEach(({ id, input, label, date, group, slices }, i) => {
    const inputJson = formatCanonicalJson(input);
    if (!inputJson.ok) throw new Error(inputJson.error);
    collector.add({
      line: i + 2,
      id: id ?? `${idPrefix}-${mixBits(i + 1)}x`,
      inputJson: inputJson.value,
      label,
      group: group ?? null,
      date: date ?? null,
      ...(slices && { slices }),
    });
  });
  return collector.finish();
}

/** A round's fingerprints, as they are stored when a round is sealed. */
export function fingerprintItems(items: readonly SyntheticItem[], idPrefix = 'earlier'): Fingerprints {
  return startChecks(collectItems(items, binary, idPrefix), rules).finish().fingerprints;
}

/** Draws items from one source: inputs by `draw`, labels independent of them. */
export function drawItems(count: number, rng: Rng, draw: (rng: Rng) => JsonValue): SyntheticItem[] {
  return Array.from({ length: count }, () => ({
    input: draw(rng),
    label: rng.nextUnit() < 0.4 ? 'yes' : 'no',
  }));
}

/** Draws a text from a vocabulary of 50,000 words with the frequencies of a language (Zipf). */
export function drawText(rng: Rng, wordCount = 40): string {
  return Array.from({ length: wordCount }, () => `w${Math.floor(50_000 ** rng.nextUnit())}`).join(' ');
}

/** Makes a function that draws a row of two columns, one of `valueCount` equally frequent rows. */
export const drawRow =
  (valueCount: number) =>
  (rng: Rng): JsonValue => {
    const value = Math.floor(rng.nextUnit() * valueCount);
    return { hour: String(value % 24), route: String(Math.floor(value / 24)) };
  };

/** Task and classes of a benchmark with three classes. */
export const abc = { task: 'multiclass', classes: ['a', 'b', 'c'] } as const;

/** Makes items with these labels. Their inputs depend only on their positions. */
export const labelled = (labels: readonly (string | number)[]): SyntheticItem[] =>
  labels.map((label, i) => ({ input: i, label: String(label) }));

/** Makes labels with the given number of items of each class. */
export const classesOf = (counts: Record<string, number>) =>
  collectItems(labelled(Object.entries(counts).flatMap(([name, count]) => Array(count).fill(name))), abc)
    .labels;

export const numbersOf = (values: readonly number[]) => collectItems(labelled(values), regression).labels;
