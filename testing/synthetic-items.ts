import { hashText, mixBits } from '@/lib/core/round/checks/hash-text';

/** A test set in memory: ids and, in the same order, labels. */
export type SyntheticItems = { ids: readonly string[]; labels: readonly string[] };

/** Items whose labels alternate between two classes, with ids that don't reveal the label. */
export function makeBinaryItems(count: number): SyntheticItems {
  const ids = Array.from({ length: count }, (_, i) => `item-${meaninglessId(i)}`);
  return { ids, labels: ids.map((_, i) => (i % 2 === 0 ? 'no' : 'yes')) };
}

/** A test set as CSV, with rows in an order that reveals nothing about the labels. */
export function formatTestSet({ ids, labels }: SyntheticItems): string {
  const rows = ids.map((id, i) => `${id},${i % 97},${labels[i]}`);
  return `id,size,label\n${shuffleRows(rows).join('\n')}\n`;
}

export function formatPredictions(
  ids: readonly string[],
  predict: string | ((position: number) => string),
): string {
  const predictAt = typeof predict === 'string' ? () => predict : predict;
  return `id,prediction\n${ids.map((id, i) => `${id},${predictAt(i)}`).join('\n')}\n`;
}

/**
 * A unique id for each number. Neither the order nor the characters of ids reveal the number, since the check of test sets
 * would find labels by them.
 */
export const meaninglessId = (i: number): string =>
  mixBits(i + 1)
    .toString(16)
    .padStart(8, '0');

/** Rows sorted by a hash of their text, so that the order is always the same and reveals nothing about their content. */
export const shuffleRows = (rows: readonly string[]): string[] =>
  rows
    .map((row) => ({ row, place: hashText(row)[0] }))
    .sort((a, b) => a.place - b.place)
    .map(({ row }) => row);
