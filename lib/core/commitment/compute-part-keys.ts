import type { Hasher } from './hasher';
import { hmacBatches } from './hmac-batches';

/**
 * The keys the parts are drawn by: the first 8 bytes, big-endian, of HMAC-SHA256(round secret, `part` U+0000 id), in the
 * order of the ids. No id has a control character, so no part key tells anything of a nonce.
 * @param ids in NFC
 */
export async function computePartKeys(
  hasher: Hasher,
  secret: Uint8Array,
  ids: readonly string[],
  onHashed?: (count: number) => void,
): Promise<BigUint64Array> {
  const keys = new BigUint64Array(ids.length);
  for await (const { positionFirst, hashes } of hmacBatches(hasher, secret, ids, (id) => `part\0${id}`)) {
    for (const [i, hash] of hashes.entries())
      keys[positionFirst + i] = new DataView(hash.buffer, hash.byteOffset, hash.byteLength).getBigUint64(0);
    onHashed?.(hashes.length);
  }
  return keys;
}
