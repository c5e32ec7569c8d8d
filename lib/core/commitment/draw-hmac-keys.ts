import type { Hasher } from './hasher';
import { hmacBatches } from './hmac-batches';

/**
 * Keys that something is drawn by: the first 8 bytes, big-endian, of HMAC-SHA256(round secret, word U+0000 id), in the order of the
 * ids. No id has a control character, so the keys of one word tell nothing of those of another, nor of a nonce.
 * @param ids in NFC
 */
export async function drawHmacKeys(
  hasher: Hasher,
  { secret, word, ids }: { secret: Uint8Array; word: 'part' | 'order'; ids: readonly string[] },
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
