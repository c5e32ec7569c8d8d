import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUtf8Decoder } from './utf8-decoder';

function decode(bytes: Uint8Array, size: number) {
  const decoder = createUtf8Decoder();
  let text = '';
  for (let start = 0; start < bytes.length; start += size) {
    const piece = decoder.push(bytes.subarray(start, start + size));
    if (!piece.ok) return piece.error;
    text += piece.value;
  }
  const rest = decoder.finish();
  return rest.ok ? text + rest.value : rest.error;
}

function encodeUtf16(text: string, isBigEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i += 1) view.setUint16(2 * i, text.charCodeAt(i), !isBigEndian);
  return bytes;
}

describe('createUtf8Decoder', () => {
  it('decodes any text cut into pieces of any size', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        (text, size) => {
          const bytes = new TextEncoder().encode(text);
          fc.pre((bytes[0] === 0) === (bytes[1] === 0) || bytes.length < 2);
          expect(decode(bytes, size)).toBe(text);
        },
      ),
    );
  });

  it('names the line of the first invalid byte, for any division into chunks', () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('id,x\né€😀,1\ncaf'), 0xe9, 0x2c, 0x0a]);
    for (const size of [1, 2, 3, 5, 100])
      expect(decode(bytes, size)).toMatchObject({
        code: 'not_utf8',
        line: 3,
        column: null,
        hint: expect.stringContaining('UTF-8'),
      });
  });

  it('refuses a character cut off by the end of the file', () => {
    const bytes = new TextEncoder().encode('id\n€').subarray(0, -1);
    for (const size of [1, 2, 100]) expect(decode(bytes, size)).toMatchObject({ code: 'not_utf8', line: 2 });
  });

  it('detects UTF-16 in both byte orders, with and without a byte order mark, and says how to save UTF-8', () => {
    for (const text of ['\ufeffid,prediction\n', 'id,prediction\n'])
      for (const isBigEndian of [false, true])
        for (const size of [1, 2, 100])
          expect(decode(encodeUtf16(text, isBigEndian), size)).toMatchObject({
            code: 'not_utf8',
            line: 1,
            detail: expect.stringContaining('UTF-16'),
            hint: expect.stringContaining('CSV UTF-8'),
          });
  });
});
