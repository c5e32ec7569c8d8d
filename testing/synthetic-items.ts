import { meaninglessId } from './meaningless-id';
import { shuffleRows } from './shuffle-rows';

/** A test set in memory: ids with their labels. */
export type SyntheticItems = { ids: readonly string[]; labels: readonly string[] };

/** Items whose labels alternate between two classes, with ids that don't reveal it. */
export function makeBinaryItems(count: number): SyntheticItems {
  const ids = Array.from({ length: count }, (_, i) => `item-${meaninglessId(i)}`);
  return { ids, labels: ids.map((_, i) => (i % 2 === 0 ? 'no' : 'yes')) };
}

/** In an order that reveals nothing of the labels. */
export function formatTestSet({ ids, labels }: SyntheticItems): string {
  const rows = ids.map((id, i) => `${id},${i % 97},${labels[i]}`);
  return `id,size,label\n${shuffleRows(rows).join('\n')}\n`;
}

export function formatPredictions(ids: readonly string[], predict: (position: number) => string): string {
  return `id,prediction\n${ids.map((id, i) => `${id},${predict(i)}`).join('\n')}\n`;
}
