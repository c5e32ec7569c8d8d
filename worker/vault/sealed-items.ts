import type { Task } from '@/lib/core/benchmark';
import { createItemIndex, type ItemIndex } from '@/lib/core/round/item-index';
import { createLabelColumn, type LabelColumn } from '@/lib/core/scoring/label-column';

/**
 * Ids of a round in the order of the item index, with their labels; and, where the test set has groups, the index of each
 * item's group.
 */
export type LabelledItems = {
  index: ItemIndex;
  labels: LabelColumn;
  groups: Int32Array | null;
};

const pieceLength = 65_536;
const [tab, lineFeed] = [0x09, 0x0a];

/** The first line of items with groups. No id is empty, so no item's line begins with a tab. */
const groupedHead = '\tgroups\n';

/**
 * One line an item in pieces, with tabs between: id and label, or id, group index and label after a line that says so. Ids have
 * no control characters, and classes and numbers none either; texts may have, so they are written as JSON.
 */
export function* encodeItems(
  index: ItemIndex,
  { task, groups }: { task: Task; groups: Int32Array | null },
  labelAt: (position: number) => string,
): Generator<Uint8Array> {
  const write = task === 'text' ? JSON.stringify : String;
  let piece = groups === null ? '' : groupedHead;
  for (const [position, id] of index.ids.entries()) {
    const group = groups === null ? '' : `${groups[position]}\t`;
    piece += `${position === 0 ? '' : '\n'}${id}\t${group}${write(labelAt(position))}`;
    if (piece.length < pieceLength) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}

/** In pieces of whole lines: one string of it all would be in memory beside the bytes. */
export function decodeItems(
  encoded: Buffer,
  { itemCount, task, classes }: { itemCount: number; task: Task; classes: readonly string[] },
): LabelledItems {
  const ids: string[] = [];
  const labels = createLabelColumn({ task, classes }, itemCount);
  const groups = encoded[0] === tab ? new Int32Array(itemCount) : null;

  function decodeLine(line: string): void {
    const afterId = line.indexOf('\t');
    const beforeLabel = groups === null ? afterId : line.indexOf('\t', afterId + 1);
    if (groups !== null) groups[ids.length] = Number(line.slice(afterId + 1, beforeLabel));
    const cell = line.slice(beforeLabel + 1);
    const label = task === 'text' ? (JSON.parse(cell) as string) : cell;
    if (!labels.write(ids.length, label)) throw new Error('a sealed label does not fit the benchmark');
    ids.push(line.slice(0, afterId));
  }

  for (let start = groups === null ? 0 : groupedHead.length; start < encoded.length; ) {
    const found = encoded.indexOf(lineFeed, start + pieceLength);
    const end = found === -1 ? encoded.length : found;
    for (const line of encoded.toString('utf8', start, end).split('\n')) decodeLine(line);
    start = end + 1;
  }
  if (ids.length !== itemCount) throw new Error('the sealed items are not as many as the round has');
  const index = createItemIndex(ids);
  if (index.ids.some((id, position) => id !== ids[position]))
    throw new Error('sealed items are not in the order of the index');
  return { index, labels: labels.column, groups };
}
