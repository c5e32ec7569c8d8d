import type { Split } from '../benchmark';
import { formatSlices, type ItemSlices } from '../round/slices';
import type { Hasher } from './hasher';

/** A list of 32-byte hashes in one array: a million hashes take 32 MB instead of a million objects. */
export type HashColumn = Uint8Array;

export const hashLengthBytes = 32;

export const createHashColumn = (count: number): HashColumn => new Uint8Array(count * hashLengthBytes);

export const hashCountOf = (column: HashColumn): number => column.length / hashLengthBytes;

/** Returns the hash at a position as a view of the column, not as a copy. */
export const hashAt = (column: HashColumn, position: number): Uint8Array =>
  column.subarray(position * hashLengthBytes, (position + 1) * hashLengthBytes);

/**
 * Writes hashes into the column one after the other, from `positionFirst` on. Throws RangeError for a hash of another length
 * than 32 bytes, and if the column has too little space.
 */
export function setHashes(column: HashColumn, positionFirst: number, hashes: readonly Uint8Array[]): void {
  for (const [i, hash] of hashes.entries()) {
    if (hash.length !== hashLengthBytes) throw new RangeError(`a hash of ${hash.length} bytes`);
    column.set(hash, (positionFirst + i) * hashLengthBytes);
  }
}

/** The parts of an item that its leaf hashes; an item's group and date aren't hashed. */
export type LeafItem = {
  /** The published id in Unicode form NFC, as in the item index. */
  readonly id: string;
  /** RFC 8785 text of the item's input, as written by the reader of test sets and by `formatCanonicalJson`. */
  readonly inputJson: string;
  /** A class name, in regression the number, or a text as `readTextLabel` keeps it. */
  readonly label: string | number;
  readonly split: Split;
  /** The item's value in each slice column; absent where the test set has no slice columns. */
  readonly slices?: ItemSlices;
};

const encoder = new TextEncoder();

/**
 * The hashed text of an item's leaf: NFC of the RFC 8785 text of `{"id","input","label","slices","split"}`, without `slices`
 * where the item has none. The input's text is inserted as it is, since its keys are in order already: no input is parsed or
 * sorted again.
 *
 * NFC is applied last, to the text and not to the values. A combining mark behind an escape merges with its letter (`\n` and
 * U+0303 become `\ñ`), so a leaf text need not be JSON any more: it is for hashing, not for parsing.
 */
export function formatLeafText({ id, inputJson, label, split, slices }: LeafItem): string {
  const ofSlices = slices === undefined ? '' : `,"slices":${formatSlices(slices)}`;
  const text = `{"id":${JSON.stringify(id)},"input":${inputJson},"label":${JSON.stringify(label)}${ofSlices},"split":${JSON.stringify(split)}}`;
  return text.normalize('NFC');
}

/** The message whose SHA-256 is the leaf of an item: the byte 0x00, the nonce, the leaf text in UTF-8. */
export function encodeLeafMessage(nonce: Uint8Array, leafText: string): Uint8Array {
  const text = encoder.encode(leafText);
  const message = new Uint8Array(1 + nonce.length + text.length);
  message.set(nonce, 1);
  message.set(text, 1 + nonce.length);
  return message;
}

const batchItemsMax = 1024;

/**
 * Size limit of a batch of leaf messages. Inputs differ in size a thousandfold, so a batch is limited by bytes as well as by
 * items.
 */
const batchBytesMax = 4_194_304;

/**
 * Computes the leaf of each item: SHA-256 of 0x00, nonce and leaf text. Holds one batch of items at a time, so the items may
 * come from a generator. The items may also be a subset of a round's items in any order, if the nonces are in the same
 * order.
 * @param nonces one per item, in the order of the items; throws RangeError when there are more or fewer items
 * @param onHashed called after each batch with its number of leaves
 */
export async function computeLeaves(
  hasher: Hasher,
  items: Iterable<LeafItem>,
  nonces: HashColumn,
  onHashed?: (count: number) => void,
): Promise<HashColumn> {
  const leaves = createHashColumn(hashCountOf(nonces));
  let doneCount = 0;
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  async function flush(): Promise<void> {
    setHashes(leaves, doneCount, await hasher.sha256Many(batch));
    doneCount += batch.length;
    onHashed?.(batch.length);
    batch = [];
    batchBytes = 0;
  }
  for (const item of items) {
    const message = encodeLeafMessage(hashAt(nonces, doneCount + batch.length), formatLeafText(item));
    batch.push(message);
    batchBytes += message.length;
    if (batch.length >= batchItemsMax || batchBytes >= batchBytesMax) await flush();
  }
  if (batch.length > 0) await flush();
  if (doneCount !== hashCountOf(nonces))
    throw new RangeError(`${doneCount} items for ${hashCountOf(nonces)} nonces`);
  return leaves;
}

/**
 * Computes the root of the Merkle tree of RFC 6962, section 2.1, from leaf hashes; without leaves, the SHA-256 of the empty
 * text. Hashes one node less than there are leaves, and holds two levels of the tree in memory.
 * @param onHashed called after each batch with its number of nodes
 */
export async function computeMerkleRoot(
  hasher: Hasher,
  leaves: HashColumn,
  onHashed?: (count: number) => void,
): Promise<Uint8Array> {
  if (leaves.length === 0) return (await hasher.sha256Many([new Uint8Array(0)]))[0]!;
  let level = leaves;
  while (hashCountOf(level) > 1) level = await computeLevelAbove(hasher, level, onHashed);
  return level.slice();
}

const batchSize = 2048;

/**
 * The message whose SHA-256 is an inner node of the Merkle tree: the byte 0x01, left hash, right hash (RFC 6962, section
 * 2.1).
 */
export function encodeNodeMessage(left: Uint8Array, right: Uint8Array): Uint8Array {
  const message = new Uint8Array(1 + 2 * hashLengthBytes);
  message[0] = 1;
  message.set(left, 1);
  message.set(right, 1 + hashLengthBytes);
  return message;
}

/**
 * Computes the next level of the Merkle tree: a node for each pair of hashes; a last hash without a partner is copied.
 * Repeated from the leaves to the root, this gives the tree of RFC 6962, in which the left subtree of every node has as many
 * leaves as the largest power of two below the node's number of leaves.
 */
export async function computeLevelAbove(
  hasher: Hasher,
  level: HashColumn,
  onHashed?: (count: number) => void,
): Promise<HashColumn> {
  const count = hashCountOf(level);
  const pairCount = count >> 1;
  const above = createHashColumn(count - pairCount);
  for (let first = 0; first < pairCount; first += batchSize) {
    const batch: Uint8Array[] = [];
    for (let pair = first; pair < Math.min(first + batchSize, pairCount); pair += 1)
      batch.push(encodeNodeMessage(hashAt(level, 2 * pair), hashAt(level, 2 * pair + 1)));
    setHashes(above, first, await hasher.sha256Many(batch));
    onHashed?.(batch.length);
  }
  if (count % 2 === 1) setHashes(above, pairCount, [hashAt(level, count - 1)]);
  return above;
}
