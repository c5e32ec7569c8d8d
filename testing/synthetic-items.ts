/** A test set in memory: ids in file order with their labels. */
export type SyntheticItems = { ids: readonly string[]; labels: readonly string[] };

/** Items whose labels alternate between two classes. */
export function makeBinaryItems(count: number): SyntheticItems {
  const ids = Array.from({ length: count }, (_, i) => `item-${String(i).padStart(7, '0')}`);
  return { ids, labels: ids.map((_, i) => (i % 2 === 0 ? 'no' : 'yes')) };
}

export function formatTestSet({ ids, labels }: SyntheticItems): string {
  return `id,size,label\n${ids.map((id, i) => `${id},${i % 97},${labels[i]}`).join('\n')}\n`;
}

export function formatPredictions(ids: readonly string[], predict: (position: number) => string): string {
  return `id,prediction\n${ids.map((id, i) => `${id},${predict(i)}`).join('\n')}\n`;
}
