import { parseHashHex } from '../commitment/hex';

/** What stands before the first link, where a later one has the hash of the link before: 32 zero bytes, in hex. */
export const chainStart = '0'.repeat(64);

/**
 * The bytes whose SHA-256 is a link: the 32 bytes of the link before, then the UTF-8 of the event's text.
 * @param before hex
 * @throws when `before` is no SHA-256
 */
export function makeChainMessage(before: string, eventText: string): Uint8Array {
  const hash = parseHashHex(before);
  if (hash === null) throw new Error('the link before has no SHA-256');
  const text = new TextEncoder().encode(eventText);
  const message = new Uint8Array(hash.length + text.length);
  message.set(hash);
  message.set(text, hash.length);
  return message;
}
