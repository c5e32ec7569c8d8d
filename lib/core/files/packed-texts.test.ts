import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts, countTexts, createTextFinder, equalsText, packTexts, textAt } from './packed-texts';

// Characters of every length in UTF-8, including U+E000 … U+FFFF, which UTF-16 and UTF-8 sort differently relative to
// surrogate pairs.
const character = fc.constantFrom(
  'a',
  'b',
  '\u00e9',
  '\u0800',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '😀',
  '\u{10ffff}',
  '\ufeff',
);

const text = fc.string({ unit: character, maxLength: 6 });

const encode = (text: string) => new TextEncoder().encode(text);

describe('packed texts', () => {
  it('can be decoded to the original texts, compare like strings, and equal only the same bytes', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
        const packed = packTexts(texts);
        expect(Array.from({ length: countTexts(packed) }, (_, i) => textAt(packed, i))).toEqual(texts);
        for (const [i, one] of texts.entries())
          for (const [j, other] of texts.entries()) {
            const order = compareTexts(packed, i, j);
            expect([order < 0, order === 0]).toEqual([one < other, one === other]);
            const bytes = encode(`<${other}>`);
            expect(equalsText(packed, i, bytes, 1, bytes.length - 1)).toBe(one === other);
          }
      }),
    );
  });

  it('find a text by its bytes, and no text with other bytes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(text, { maxLength: 40 }), text, (texts, other) => {
        const find = createTextFinder(packTexts(texts));
        for (const sought of [...texts, other]) {
          const bytes = encode(`,${sought},`);
          expect(find(bytes, 1, bytes.length - 1)).toBe(texts.indexOf(sought));
        }
      }),
    );
  });

  it('find texts among more than a hundred collisions', () => {
    // Consecutive pairs of text pieces. Both pieces of a pair lead from the same FNV-1a state to the same next state, so all
    // texts made of one piece per pair have equal hashes.
    const pairs: (readonly [string, string])[] = [];
    for (let state = 0x811c9dc5; pairs.length < 7; state = step(state, pairs.at(-1)![0]))
      pairs.push(findColliding(state));
    const texts = Array.from({ length: 128 }, (_, bits) =>
      pairs.map((pair, k) => pair[(bits >> k) & 1]).join(''),
    );
    expect(new Set(texts.map((text) => step(0x811c9dc5, text))).size).toBe(1);
    const find = createTextFinder(packTexts(texts));
    for (const [position, sought] of texts.entries())
      expect(find(encode(sought), 0, sought.length)).toBe(position);
    expect(find(encode('x'), 0, 1)).toBe(-1);
  });

  it('reject an unknown text in few steps even if an attacker chose the texts to fill one long run of slots in the hash table', () => {
    const count = 4000;
    const slotOf = (text: string) => finish(stepAscii(0x811c9dc5, text)) & 8191;
    // For each of 64 slots a text whose hash points to it, and some more for the first slot: every text is near its slot,
    // but no slot in the run is free.
    const texts: string[] = [];
    for (let block = 0, i = 0; texts.length < count; block++)
      for (let left = block < 3 ? 80 : 64; left > 0; i++) {
        const text = `${String(block).padStart(3, '0')}-${i}`;
        if (slotOf(text) >> 6 !== block) continue;
        texts.push(text);
        left--;
      }
    const { bytes, starts } = packTexts(texts);
    let looks = 0;
    const find = createTextFinder({
      bytes,
      get starts() {
        looks++;
        return starts;
      },
    });
    for (let i = 0, left = 20; left > 0; i++) {
      if (slotOf(`x${i}`) > 63) continue;
      looks = 0;
      const sought = encode(`x${i}`);
      expect(find(sought, 0, sought.length)).toBe(-1);
      expect(looks).toBeGreaterThan(0);
      expect(looks).toBeLessThan(130);
      left--;
    }
  });
});

const step = (state: number, text: string): number =>
  encode(text).reduce((value, byte) => Math.imul(value ^ byte, 0x01000193), state);

const finish = (state: number): number => {
  const half = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  const whole = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return whole ^ (whole >>> 16);
};

function findColliding(state: number): readonly [string, string] {
  const reached = new Map<number, string>();
  for (let i = 0; ; i++) {
    const one = i.toString(36);
    const hash = stepAscii(state, one);
    const other = reached.get(hash);
    if (other !== undefined) return [other, one];
    reached.set(hash, one);
  }
}

/** Computes the same hash state from a text, without allocating a buffer for each of a million texts. */
function stepAscii(state: number, text: string): number {
  let hash = state;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
