import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHex, isHexOf, parseHashHex } from './hasher';

describe('hexadecimal text of a hash', () => {
  it('decodes its own encoding of 32 bytes and refuses any other text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat({ max: 63 }), (bytes, at) => {
        const text = formatHex(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('hex'));
        expect(parseHashHex(text)).toEqual(bytes);
        expect(isHexOf(text, bytes)).toBe(true);
        const other = text[at] === '0' ? '1' : '0';
        expect(isHexOf(text.slice(0, at) + other + text.slice(at + 1), bytes)).toBe(false);
        expect(isHexOf(text.slice(1), bytes)).toBe(false);
      }),
    );
  });

  it('refuses upper case, other digits and other lengths', () => {
    for (const text of [
      '',
      'AB'.repeat(32),
      'zz'.repeat(32),
      'ab'.repeat(31),
      'ab'.repeat(33),
      `${'ab'.repeat(32)}\n`,
    ])
      expect(parseHashHex(text)).toBeNull();
  });
});
