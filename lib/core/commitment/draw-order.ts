import { drawHmacKeys } from './draw-hmac-keys';
import type { Hasher } from './hasher';

/**
 * The order in which a round's inputs are published: ascending by the first 8 bytes, big-endian, of HMAC-SHA256(round secret, `order`
 * U+0000 id), ties by position. It depends on nothing in the items but their ids, and can be drawn again by anyone once the secret
 * is out.
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
