/**
 * SHA-256 and HMAC functions that the caller provides, since lib/core imports neither Node nor a package. Asynchronous,
 * because browsers hash asynchronously only. The hashes come in the order of the messages, 32 bytes each. Messages may be
 * views of one buffer and are not changed.
 */
export type Hasher = {
  sha256Many(messages: readonly Uint8Array[]): Promise<Uint8Array[]>;
  hmacSha256Many(key: Uint8Array, messages: readonly Uint8Array[]): Promise<Uint8Array[]>;
};

/**
 * Number of parallel calls to Web Crypto, which hashes one message per call on other threads. Measured on Node 20 with
 * 200-byte messages: 64 to 256 calls at once take 6 µs a message, single calls 40 µs, thousands at once 8 µs.
 */
const callsAtOnce = 128;

/** A hasher on Web Crypto: `globalThis.crypto.subtle` in a page of a secure origin, in its workers, and in Node. */
export function createWebCryptoHasher(subtle: SubtleCrypto): Hasher {
  return {
    sha256Many: (messages) => mapInGroups(messages, (message) => subtle.digest('SHA-256', message)),
    async hmacSha256Many(key, messages) {
      const algorithm = { name: 'HMAC', hash: 'SHA-256' };
      const signer = await subtle.importKey('raw', own(key), algorithm, false, ['sign']);
      return mapInGroups(messages, (message) => subtle.sign('HMAC', signer, message));
    },
  };
}

async function mapInGroups(
  messages: readonly Uint8Array[],
  hash: (message: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>,
): Promise<Uint8Array[]> {
  const hashes: Uint8Array[] = [];
  for (let from = 0; from < messages.length; from += callsAtOnce) {
    const group = messages.slice(from, from + callsAtOnce);
    for (const bytes of await Promise.all(group.map((message) => hash(own(message)))))
      hashes.push(new Uint8Array(bytes));
  }
  return hashes;
}

/** Copies bytes that are in shared memory, since Web Crypto refuses shared memory. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return isUnshared(bytes) ? bytes : new Uint8Array(bytes);
}

const isUnshared = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer;

const digitCodes = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** Writes bytes as lower-case hexadecimal digits, two per byte. */
export function formatHex(bytes: Uint8Array): string {
  // Builds the text from an array of character codes: appending digits one by one would hold a gigabyte of string fragments
  // for a million hashes.
  const codes: number[] = [];
  for (const byte of bytes) codes.push(digitCodes[byte >> 4]!, digitCodes[byte & 15]!);
  return String.fromCharCode(...codes);
}

/** Checks that a text equals `formatHex` of the bytes, without formatting them. */
export function isHexOf(text: string, bytes: Uint8Array): boolean {
  if (text.length !== 2 * bytes.length) return false;
  for (let i = 0; i < bytes.length; i += 1) {
    if (text.charCodeAt(2 * i) !== digitCodes[bytes[i]! >> 4]) return false;
    if (text.charCodeAt(2 * i + 1) !== digitCodes[bytes[i]! & 15]) return false;
  }
  return true;
}

/** Parses a hash or secret of 32 bytes from 64 lower-case hexadecimal digits; null for any other text. */
export function parseHashHex(text: string): Uint8Array | null {
  if (!/^[0-9a-f]{64}$/.test(text)) return null;
  return Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}
