import type { Hasher } from './hasher';
import { createHashColumn, type HashColumn, setHashes } from './merkle-tree';

const batchSize = 2048;

const encoder = new TextEncoder();

/**
 * Keys for a random draw: the first 8 bytes, big-endian, of HMAC-SHA256(round secret, word U+0000 id), in the order of the
 * ids. An id contains no control character, so keys for different words, and nonces, are independent of each other.
 * @param ids in NFC
 */
export async function drawHmacKeys(
  hasher: Hasher,
  { secret, word, ids }: { secret: Uint8Array; word: 'split' | 'order'; ids: readonly string[] },
  onHashed?: (count: number) => void,
): Promise<BigUint64Array> {
  const keys = new BigUint64Array(ids.length);
  for await (const { positionFirst, hashes } of hmacBatches(hasher, secret, ids, (id) => `${word}\0${id}`)) {
    for (const [i, hash] of hashes.entries())
      keys[positionFirst + i] = new DataView(hash.buffer, hash.byteOffset, hash.byteLength).getBigUint64(0);
    onHashed?.(hashes.length);
  }
  return keys;
}

/**
 * The keys for drawing the splits: the first 8 bytes, big-endian, of HMAC-SHA256(round secret, `split` U+0000 id), in the order of
 * the ids.
 * @param ids in NFC
 */
export const computeSplitKeys = (
  hasher: Hasher,
  secret: Uint8Array,
  ids: readonly string[],
  onHashed?: (count: number) => void,
): Promise<BigUint64Array> => drawHmacKeys(hasher, { secret, word: 'split', ids }, onHashed);

/**
 * The nonces of items, HMAC-SHA256(round secret, id in UTF-8) each, in the order of the ids. Without a nonce, a reader could
 * find a label from its hash by trying all classes.
 * @param ids in NFC
 */
export async function computeNonces(
  hasher: Hasher,
  secret: Uint8Array,
  ids: readonly string[],
  onHashed?: (count: number) => void,
): Promise<HashColumn> {
  const nonces = createHashColumn(ids.length);
  for await (const { positionFirst, hashes } of hmacBatches(hasher, secret, ids, (id) => id)) {
    setHashes(nonces, positionFirst, hashes);
    onHashed?.(hashes.length);
  }
  return nonces;
}

/** Digits of base32 (RFC 4648, section 6) in lower case. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

const drawnBytes = 12;

/**
 * Pseudonymous item ids: the first 12 bytes of HMAC-SHA256(round secret, `id` U+0000 original id) in base32, lower case,
 * without padding, which is 20 characters. While the secret is unknown, pseudonymous ids reveal nothing about the ids of the
 * test set; afterwards every reader can draw them again. Two of a million items get the same pseudonymous id with probability
 * 6·10⁻¹⁸; the item index refuses such a set.
 * @param originalIds in NFC
 */
export async function drawIds(
  hasher: Hasher,
  secret: Uint8Array,
  originalIds: readonly string[],
  onHashed?: (count: number) => void,
): Promise<string[]> {
  const ids: string[] = [];
  for await (const { hashes } of hmacBatches(hasher, secret, originalIds, (id) => `id\0${id}`)) {
    for (const hash of hashes) ids.push(formatBase32(hash.subarray(0, drawnBytes)));
    onHashed?.(hashes.length);
  }
  return ids;
}

function formatBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
}

/**
 * Draws the order in which a round's inputs are published: ascending by the first 8 bytes, big-endian, of HMAC-SHA256(round
 * secret, `order` U+0000 id), ties by position. The order depends only on the ids and the secret, and every reader can
 * compute it again once the secret is public.
 * @param ids in NFC, in the order of the item index
 * @returns positions in the order of publication
 */
export async function drawOrder(
  hasher: Hasher,
  secret: Uint8Array,
  ids: readonly string[],
): Promise<Uint32Array> {
  const keys = await drawHmacKeys(hasher, { secret, word: 'order', ids });
  return Uint32Array.from(ids, (_, position) => position).sort((a, b) => {
    const [left, right] = [keys[a]!, keys[b]!];
    return left < right ? -1 : left > right ? 1 : a - b;
  });
}

/** Computes the HMAC-SHA256 of a text for each id, in the order of the ids, one batch at a time. */
async function* hmacBatches(
  hasher: Hasher,
  secret: Uint8Array,
  ids: readonly string[],
  textOf: (id: string) => string,
): AsyncGenerator<{ positionFirst: number; hashes: readonly Uint8Array[] }> {
  for (let positionFirst = 0; positionFirst < ids.length; positionFirst += batchSize) {
    const batch = ids.slice(positionFirst, positionFirst + batchSize);
    const hashes = await hasher.hmacSha256Many(
      secret,
      batch.map((id) => encoder.encode(textOf(id))),
    );
    yield { positionFirst, hashes };
  }
}

/** A bit per item in the order of the item index; 1 means that the item is in the feedback split. */
export type SplitBits = Uint8Array;

/**
 * Draws the feedback split: the items with the smallest keys, as many as the share requires. The keys come from the round
 * secret (HMAC-SHA256 of the id), so the draw is uniform, depends on nothing in the items, and can be repeated by everyone
 * once the secret is public.
 * @param keys one key an item, 8 bytes of the HMAC read as an unsigned integer; ties go by position
 * @param share of the feedback split, 0 to 1; the count is rounded to the nearest item
 */
export function drawSplits(keys: BigUint64Array, share: number): { bits: SplitBits; feedbackCount: number } {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share lies in [0, 1], got ${share}`);
  const feedbackCount = Math.round(keys.length * share);
  const order = Uint32Array.from(keys, (_, position) => position).sort((a, b) => {
    const [left, right] = [keys[a]!, keys[b]!];
    return left < right ? -1 : left > right ? 1 : a - b;
  });
  const bits = new Uint8Array(Math.ceil(keys.length / 8));
  for (const position of order.subarray(0, feedbackCount)) bits[position >> 3]! |= 1 << (position & 7);
  return { bits, feedbackCount };
}

export const isFeedback = (bits: SplitBits, position: number): boolean =>
  ((bits[position >> 3]! >> (position & 7)) & 1) === 1;

/** The positions of each split, ascending. */
export function positionsOf(
  bits: SplitBits,
  itemCount: number,
): { feedback: Uint32Array; final: Uint32Array } {
  const feedback: number[] = [];
  const final: number[] = [];
  for (let position = 0; position < itemCount; position++)
    (isFeedback(bits, position) ? feedback : final).push(position);
  return { feedback: Uint32Array.from(feedback), final: Uint32Array.from(final) };
}
