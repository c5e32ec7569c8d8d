import type { Task } from '@/lib/core/benchmark';
import { parseJson } from '@/lib/core/files/canonical-json';
import { createClassIndex } from '@/lib/core/files/class-index';
import { type ItemIndex, indexPackedIds } from '@/lib/core/round/item-index';
import { computePaddedSize } from '@/lib/core/round/test-set-envelope';
import { createLabelColumn, type LabelColumn } from '@/lib/core/scoring/label-column';

/**
 * Item ids of a round in the order of the item index, with their labels and, if the test set has groups, the
 * index of each item's group.
 */
export type LabelledItems = {
  index: ItemIndex;
  labels: LabelColumn;
  groups: Int32Array | null;
};

const pieceLength = 65_536;

const [tab, lineFeed, padding] = [0x09, 0x0a, 0x00];

/** Maximum length of a number's text; -1.2345678901234567e-308 is the longest. */
const numberBytesMax = 24;

/** First line of an encoding with groups. Ids aren't empty, so no item's line begins with a tab. */
const groupedHead = '\tgroups\n';

/**
 * Encodes items in pieces, one line each, separated by tabs: id and label, or id, group index and label after
 * a line that declares groups. Ids, classes and numbers contain no control characters; texts may, so they are
 * written as JSON.
 * Zeros follow as padding, so that the length reveals nothing of labels: each label takes as many bytes, with
 * its zeros, as the longest class or number. Texts are padded together, as a test set is.
 */
export function* encodeItems(
  index: ItemIndex,
  { task, classes, groups }: { task: Task; classes: readonly string[]; groups: Int32Array | null },
  labelAt: (position: number) => string,
): Generator<Uint8Array> {
  const write = task === 'text' ? JSON.stringify : String;
  let piece = groups === null ? '' : groupedHead;
  let labelBytes = 0;
  for (let position = 0; position < index.size; position++) {
    const group = groups === null ? '' : `${groups[position]}\t`;
    const label = write(labelAt(position));
    labelBytes += Buffer.byteLength(label);
    piece += `${index.idAt(position)}\t${group}${label}\n`;
    if (piece.length < pieceLength) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
  const paddedBytes =
    task === 'text'
      ? computePaddedSize(labelBytes)
      : index.size *
        (task === 'regression'
          ? numberBytesMax
          : Math.max(...classes.map((name) => Buffer.byteLength(name))));
  for (let left = paddedBytes - labelBytes; left > 0; left -= pieceLength)
    yield Buffer.alloc(Math.min(left, pieceLength), padding);
}

/**
 * Decodes items, and takes ownership of the bytes: the ids are moved together at the beginning of the buffer,
 * so that a million of them take no more memory than the input, and the rest is overwritten with zeros.
 */
export function decodeItems(
  encoded: Uint8Array,
  { itemCount, task, classes }: { itemCount: number; task: Task; classes: readonly string[] },
): LabelledItems {
  const labels = createLabelColumn({ task, classes }, itemCount);
  const readLabel = chooseLabelReader(task, classes);
  const isGrouped = encoded[0] === tab;
  const groups = isGrouped ? new Int32Array(itemCount) : null;
  const starts = new Uint32Array(itemCount + 1);
  let count = 0;
  let idsEnd = 0;
  for (let lineStart = isGrouped ? groupedHead.length : 0; lineStart < encoded.length; count++) {
    // A zero byte is padding: no id begins with a control character.
    if (encoded[lineStart] === padding) break;
    if (count === itemCount) throw wrongCount();
    const idEnd = findByte(encoded, tab, lineStart);
    const groupEnd = groups === null ? idEnd : findByte(encoded, tab, idEnd + 1);
    const lineEnd = findByte(encoded, lineFeed, groupEnd + 1);
    if (groups !== null) groups[count] = Number(decoder.decode(encoded.subarray(idEnd + 1, groupEnd)));
    if (!labels.write(count, readLabel(encoded, groupEnd + 1, lineEnd)))
      throw new Error('a sealed label does not fit the benchmark');
    for (let at = lineStart; at < idEnd; at++) encoded[idsEnd++] = encoded[at]!;
    starts[count + 1] = idsEnd;
    lineStart = lineEnd + 1;
  }
  if (count !== itemCount) throw wrongCount();
  encoded.fill(0, idsEnd);
  // Beside long texts, ids are small, and are copied so that they don't keep the whole input in memory.
  const isSmall = 2 * idsEnd < encoded.length;
  const bytes = isSmall ? Uint8Array.from(encoded.subarray(0, idsEnd)) : encoded.subarray(0, idsEnd);
  return { index: indexPackedIds({ bytes, starts }), labels: labels.column, groups };
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Returns a function that maps a label's bytes to the benchmark's own string of the class, so that a million
 * labels share a few strings; '' for an unknown class, since no class name is empty.
 */
function chooseLabelReader(
  task: Task,
  classes: readonly string[],
): (bytes: Uint8Array, from: number, to: number) => string {
  const decode = (bytes: Uint8Array, from: number, to: number) => decoder.decode(bytes.subarray(from, to));
  if (task === 'text') return (bytes, from, to) => String(parseJson(decode(bytes, from, to)));
  if (task === 'regression') return decode;
  const { names, findBytes } = createClassIndex(classes);
  return (bytes, from, to) => names[findBytes(bytes, from, to)] ?? '';
}

/** Returns the position of the next byte with this value, or the end. */
function findByte(bytes: Uint8Array, byte: number, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== byte) at++;
  return at;
}

const wrongCount = () => new Error('the sealed items are not as many as the round has');
