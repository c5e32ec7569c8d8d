import type { Hasher } from './hasher';
import { hmacBatches } from './hmac-batches';

/** The alphabet of base32 (RFC 4648, section 6) in lower case. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const drawnBytes = 12;

/**
 * New ids for items: the first 12 bytes of HMAC-SHA256(round secret, `id` U+0000 own id) in base32, lower case, without padding, which
 * is 20 characters. Before the secret is out they tell nothing of the ids that the test set has; afterwards anybody can draw them
 * again. Two of a million items get the same with probability 6·10⁻¹⁸, which the item index refuses.
 * @param ownIds in NFC
 */
export async function drawIds(
  hasher: Hasher,
  secret: Uint8Array,
  ownIds: readonly string[],
  onHashed?: (count: number) => void,
): Promise<string[]> {
  const ids: string[] = [];
  for await (const { hashes } of hmacBatches(hasher, secret, ownIds, (id) => `id\0${id}`)) {
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
