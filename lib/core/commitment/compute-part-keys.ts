import { drawHmacKeys } from './draw-hmac-keys';
import type { Hasher } from './hasher';

/**
 * The keys the parts are drawn by: the first 8 bytes, big-endian, of HMAC-SHA256(round secret, `part` U+0000 id), in the
 * order of the ids.
 * @param ids in NFC
 */
export const computePartKeys = (
  hasher: Hasher,
  secret: Uint8Array,
  ids: readonly string[],
  onHashed?: (count: number) => void,
): Promise<BigUint64Array> => drawHmacKeys(hasher, { secret, word: 'part', ids }, onHashed);
