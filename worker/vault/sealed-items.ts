import type { Task } from '@/lib/core/benchmark';
import { createItemIndex, type ItemIndex } from '@/lib/core/round/item-index';

/** Ids of a round in the order of the item index, with their labels: class indices, or numbers in a regression. */
export type LabelledItems = { index: ItemIndex; labels: Int32Array | Float64Array };

/** One line an item, id and label with a tab between; ids have no control characters. */
export function encodeItems(index: ItemIndex, labelOf: (id: string) => string): Buffer {
  return Buffer.from(index.ids.map((id) => `${id}\t${labelOf(id)}`).join('\n'));
}

export function decodeItems(encoded: Buffer, task: Task, classes: readonly string[]): LabelledItems {
  const lines = encoded.toString('utf8').split('\n');
  const ids = new Array<string>(lines.length);
  const labels = task === 'regression' ? new Float64Array(lines.length) : new Int32Array(lines.length);
  const classIndex = new Map(classes.map((name, i) => [name.normalize('NFC'), i]));
  lines.forEach((line, position) => {
    const tab = line.indexOf('\t');
    ids[position] = line.slice(0, tab);
    const label = line.slice(tab + 1);
    const value = task === 'regression' ? Number(label) : classIndex.get(label.normalize('NFC'));
    if (value === undefined || !Number.isFinite(value))
      throw new Error('a sealed label does not fit the benchmark');
    labels[position] = value;
  });
  const index = createItemIndex(ids);
  if (index.ids.some((id, position) => id !== ids[position]))
    throw new Error('sealed items are not in the order of the index');
  return { index, labels };
}
