const digitCodes = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** The lower-case hexadecimal digits of a hash, two a byte. */
export function formatHex(bytes: Uint8Array): string {
  // One flat text: of digits added one by one, a million hashes would keep a gigabyte of pieces.
  const codes: number[] = [];
  for (const byte of bytes) codes.push(digitCodes[byte >> 4]!, digitCodes[byte & 15]!);
  return String.fromCharCode(...codes);
}

/** Whether a text is what `formatHex` gives, without making that text. */
export function isHexOf(text: string, bytes: Uint8Array): boolean {
  if (text.length !== 2 * bytes.length) return false;
  for (let i = 0; i < bytes.length; i += 1) {
    if (text.charCodeAt(2 * i) !== digitCodes[bytes[i]! >> 4]) return false;
    if (text.charCodeAt(2 * i + 1) !== digitCodes[bytes[i]! & 15]) return false;
  }
  return true;
}

/** The 32 bytes of a hash or secret written as 64 lower-case hexadecimal digits; null for any other text. */
export function parseHashHex(text: string): Uint8Array | null {
  if (!/^[0-9a-f]{64}$/.test(text)) return null;
  return Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}
