import { countTexts, equalsText, type PackedTexts, textAt } from './packed-texts';

/** The position of the text with these bytes, `bytes[from] … bytes[to − 1]` in UTF-8; −1 if there is none. */
export type TextFinder = (bytes: Uint8Array, from: number, to: number) => number;

/**
 * More steps than chance ever makes, which are 50 with a million texts: texts that collide on purpose get a Map, which the engine
 * seeds at random.
 */
const stepsMax = 128;

/**
 * Finds texts, no two of them equal, by a hash table of their positions with linear probing, at most half full: 8 to 16 bytes per
 * text where a Map takes five times that. No search takes more steps than the farthest text did, however long the run of taken
 * slots is: an attacker who chooses the texts can make it half as long as the table.
 */
export function createTextFinder(texts: PackedTexts): TextFinder {
  const count = countTexts(texts);
  const slots = new Int32Array(2 << (32 - Math.clz32(count))).fill(-1);
  const mask = slots.length - 1;
  let stepsTaken = 0;
  for (let position = 0; position < count; position++) {
    let slot = hash(texts.bytes, texts.starts[position]!, texts.starts[position + 1]!) & mask;
    let steps = 0;
    while (slots[slot] !== -1) {
      slot = (slot + 1) & mask;
      if (++steps > stepsMax) return createMapFinder(texts);
    }
    slots[slot] = position;
    stepsTaken = Math.max(stepsTaken, steps);
  }
  return (bytes, from, to) => {
    let slot = hash(bytes, from, to) & mask;
    for (let steps = 0; steps <= stepsTaken; steps++, slot = (slot + 1) & mask) {
      const position = slots[slot]!;
      if (position === -1 || equalsText(texts, position, bytes, from, to)) return position;
    }
    return -1;
  };
}

function createMapFinder(texts: PackedTexts): TextFinder {
  const positions = new Map<string, number>();
  for (let position = 0; position < countTexts(texts); position++)
    positions.set(textAt(texts, position), position);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return (bytes, from, to) => positions.get(decoder.decode(bytes.subarray(from, to))) ?? -1;
}

/** FNV-1a, then the finaliser of MurmurHash3_x86_32 (Appleby 2011). */
function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = 0x811c9dc5;
  for (let at = from; at < to; at++) value = Math.imul(value ^ bytes[at]!, 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
