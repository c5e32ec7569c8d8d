import { createHash } from 'node:crypto';

/** For names that are addresses (RFC 9562 section 6.6). */
export const urlNamespace = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** A UUID of version 5 (RFC 9562 section 5.5): the same for the same name, whoever computes it. */
export function nameUuid(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
