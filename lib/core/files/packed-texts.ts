const encoder = new TextEncoder();

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Many texts in two arrays: text i is `bytes[starts[i]] … bytes[starts[i + 1] − 1]` in UTF-8. Each text takes 4 bytes more
 * than its content, where a string takes forty more.
 */
export type PackedTexts = { readonly bytes: Uint8Array; readonly starts: Uint32Array };

/** Packs texts into two arrays. A lone surrogate becomes U+FFFD, as in every UTF-8 encoder. */
export function packTexts(texts: readonly string[]): PackedTexts {
  const starts = new Uint32Array(texts.length + 1);
  let bytes = new Uint8Array(16 * texts.length);
  let end = 0;
  for (let i = 0; i < texts.length; i++) {
    const endMax = end + 3 * texts[i]!.length;
    if (endMax > bytes.length) {
      const larger = new Uint8Array(2 * endMax);
      larger.set(bytes);
      bytes = larger;
    }
    end = writeUtf8(texts[i]!, bytes, end);
    starts[i + 1] = end;
  }
  return { bytes: bytes.slice(0, end), starts };
}

export const countTexts = ({ starts }: PackedTexts): number => starts.length - 1;

export const textAt = ({ bytes, starts }: PackedTexts, i: number): string =>
  decoder.decode(bytes.subarray(starts[i]!, starts[i + 1]!));

/** Checks that text i consists of exactly the bytes `sought[from] … sought[to − 1]`. */
export function equalsText(
  { bytes, starts }: PackedTexts,
  i: number,
  sought: Uint8Array,
  from: number,
  to: number,
): boolean {
  const start = starts[i]!;
  if (starts[i + 1]! - start !== to - from) return false;
  for (let at = from; at < to; at++) if (bytes[start + at - from] !== sought[at]) return false;
  return true;
}

/** Compares text i with text j by UTF-16 units, as `<` does for strings: below 0 if i comes first, 0 if the texts are equal. */
export function compareTexts({ bytes, starts }: PackedTexts, i: number, j: number): number {
  const [startI, startJ] = [starts[i]!, starts[j]!];
  const [lengthI, lengthJ] = [starts[i + 1]! - startI, starts[j + 1]! - startJ];
  for (let k = 0; k < Math.min(lengthI, lengthJ); k++) {
    const [byteI, byteJ] = [bytes[startI + k]!, bytes[startJ + k]!];
    if (byteI !== byteJ) return placeByUtf16(byteI) - placeByUtf16(byteJ);
  }
  return lengthI - lengthJ;
}

/**
 * Maps a UTF-8 byte so that mapped bytes sort like UTF-16 units: surrogate pairs (first byte from F0 on) sort before U+E000
 * … U+FFFF (EE and EF).
 */
const placeByUtf16 = (byte: number): number =>
  byte >= 0xf0 ? byte - 0x02 : byte >= 0xee ? byte + 0x20 : byte;

/**
 * Writes a text as UTF-8 into a buffer, from position `at` on; the buffer must have three bytes per UTF-16 unit.
 * @returns the position after the text
 */
export function writeUtf8(text: string, bytes: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return at + encoder.encodeInto(text, bytes.subarray(at)).written;
    bytes[at + i] = code;
  }
  return at + text.length;
}

/** Finds the index of the text with these UTF-8 bytes, `bytes[from] … bytes[to − 1]`; −1 if there is none. */
export type TextFinder = (bytes: Uint8Array, from: number, to: number) => number;

/**
 * Maximum number of steps of a search. By chance a million texts need at most 50; texts that an attacker chose to collide
 * are put into a Map, which the engine seeds at random.
 */
const stepsMax = 128;

/**
 * Makes an index of texts, all different, as a hash table of their positions with linear probing, at most half full: 8 to 16
 * bytes per text where a Map takes five times that. No search takes more steps than the insertion of the farthest text, even
 * if an attacker chooses the texts so that the run of occupied slots is half as long as the table.
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
