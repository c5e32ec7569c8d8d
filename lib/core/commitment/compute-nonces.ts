import { createHashColumn, type HashColumn, setHashes } from './hash-column';
import type { Hasher } from './hasher';
import { hmacBatches } from './hmac-batches';

/**
 * The nonces of items, HMAC-SHA256(round secret, id in UTF-8) each, in the order of the ids. They hide labels, which have
 * too little entropy to be hashed alone.
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
