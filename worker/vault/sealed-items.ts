import type { Task } from '@/lib/core/benchmark';
import { createItemIndex, type ItemIndex } from '@/lib/core/round/item-index';

/** Ids of a round in the order of the item index, with their labels: class indices, or numbers in a regression. */
export type LabelledItems = { index: ItemIndex; labels: Int32Array | Float64Array };

const pieceLength = 65_536;
const [tab, lineFeed] = [0x09, 0x0a];

/** One line an item, id and label with a tab between, in pieces; ids have no control characters. */
export function* encodeItems(index: ItemIndex, labelAt: (position: number) => string): Generator<Uint8Array> {
  let piece = '';
  for (const [position, id] of index.ids.entries()) {
    piece += `${position === 0 ? '' : '\n'}${id}\t${labelAt(position)}`;
    if (piece.length < pieceLength) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}

/** Line by line from the bytes: one long string with a million slices of it would be in memory twice. */
export function decodeItems(
  encoded: Buffer,
  { itemCount, task, classes }: { itemCount: number; task: Task; classes: readonly string[] },
): LabelledItems {
  const ids: string[] = [];
  const labels = task === 'regression' ? new Float64Array(itemCount) : new Int32Array(itemCount);
  const classIndex = new Map(classes.map((name, i) => [name.normalize('NFC'), i]));
  for (let start = 0; start < encoded.length; ) {
    const found = encoded.indexOf(lineFeed, start);
    const end = found === -1 ? encoded.length : found;
    const middle = encoded.indexOf(tab, start);
    const label = encoded.toString('utf8', middle + 1, end);
    const value = task === 'regression' ? Number(label) : classIndex.get(label.normalize('NFC'));
    if (value === undefined || !Number.isFinite(value))
      throw new Error('a sealed label does not fit the benchmark');
    labels[ids.length] = value;
    ids.push(encoded.toString('utf8', start, middle));
    start = end + 1;
  }
  if (ids.length !== itemCount) throw new Error('the sealed items are not as many as the round has');
  const index = createItemIndex(ids);
  if (index.ids.some((id, position) => id !== ids[position]))
    throw new Error('sealed items are not in the order of the index');
  return { index, labels };
}
