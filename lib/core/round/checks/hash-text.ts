/**
 * Computes two 32-bit hashes over the UTF-16 units of a text, each by the loop and the finaliser of MurmurHash3_x86_32
 * (Appleby 2011) with different constants. Some two among n different texts have both hashes in common with probability
 * about n² / 2^65: 3e-6 for the 10 million of a hundred rounds. Not cryptographic: a maintainer who makes inputs collide
 * gets their own round blocked.
 */
export function hashText(text: string, seed = 0): [low: number, high: number] {
  let a = 0x9747b28c ^ seed;
  let b = 0x3c6ef372 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a ^= rotateLeft(Math.imul(unit, 0xcc9e2d51), 15);
    a = (Math.imul(rotateLeft(a, 13), 5) + 0xe6546b64) | 0;
    b ^= rotateLeft(Math.imul(unit, 0x1b873593), 17);
    b = (Math.imul(rotateLeft(b, 19), 9) + 0x561ccd1b) | 0;
  }
  return [mixBits(b ^ text.length), mixBits(a ^ text.length)];
}

/**
 * The finaliser of MurmurHash3_x86_32: a permutation of the 32-bit words in which each input bit changes half of the output
 * bits.
 */
export function mixBits(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

export const signatureBytes = 64;

const bytesPerWord = 4;

export const signatureWords = signatureBytes / bytesPerWord;

/** Estimated Jaccard similarity from which two inputs are near duplicates. */
export const nearSimilarityMin = 0.8;

const byteValues = 256;

const nearMatchesMin = Math.ceil(
  signatureBytes * ((nearSimilarityMin * (byteValues - 1)) / byteValues + 1 / byteValues),
);

const nearMismatchesMax = signatureBytes - nearMatchesMin;

const xors = Uint32Array.from({ length: signatureBytes }, (_, k) => mixBits(0x1000193 + k));

const factors = Uint32Array.from({ length: signatureBytes }, (_, k) => mixBits(0x51ed270b + k) | 1);

const minima = new Uint32Array(signatureBytes);

/**
 * Writes the MinHash signature of a set of tokens (Broder 1997), 64 values truncated to 8 bits each: b-bit minwise hashing of Li
 * & König 2010 (WWW, arXiv 0910.3349), b = 8. Repeated tokens don't matter.
 * @param tokens 32-bit hashes, at least one
 * @param words written from `offset` on: 16 words of 4 values, the first in the lowest byte
 */
export function writeSignature(tokens: readonly number[], words: Uint32Array, offset: number): void {
  minima.fill(0xffffffff);
  for (let t = 0; t < tokens.length; t++) {
    const token = tokens[t]!;
    for (let k = 0; k < signatureBytes; k++) {
      let h = Math.imul(token ^ xors[k]!, factors[k]!);
      h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) >>> 0;
      if (h < minima[k]!) minima[k] = h;
    }
  }
  for (let w = 0; w < signatureWords; w++) {
    let word = 0;
    // The high bits of a minimum are nearly always 0, so the stored byte is taken from a mixture of all bits.
    for (let k = 0; k < bytesPerWord; k++) word |= (mixBits(minima[bytesPerWord * w + k]!) & 0xff) << (8 * k);
    words[offset + w] = word;
  }
}

/**
 * Estimated Jaccard similarity of the token sets behind two signatures: (m/64 − 1/256) / (1 − 1/256), m the number of equal
 * values (Li & König 2010, eq. 4 for sets that are small compared with the number of possible hashes). The standard error is
 * about √(J(1−J)/64).
 */
export function estimateSimilarity(a: Uint32Array, aOffset: number, b: Uint32Array, bOffset: number): number {
  const matches = signatureBytes - countMismatches(a, aOffset, b, bOffset, signatureBytes);
  return (matches / signatureBytes - 1 / byteValues) / (1 - 1 / byteValues);
}

/** Checks that the estimated similarity is at least `nearSimilarityMin`. */
export function isNear(a: Uint32Array, aOffset: number, b: Uint32Array, bOffset: number): boolean {
  return countMismatches(a, aOffset, b, bOffset, nearMismatchesMax) <= nearMismatchesMax;
}

/** Counts the values in which two signatures differ, and stops once the count exceeds `countMax`. */
function countMismatches(
  a: Uint32Array,
  aOffset: number,
  b: Uint32Array,
  bOffset: number,
  countMax: number,
): number {
  let mismatches = 0;
  for (let w = 0; w < signatureWords && mismatches <= countMax; w++) {
    const differing = a[aOffset + w]! ^ b[bOffset + w]!;
    if (differing === 0) continue;
    if ((differing & 0xff) !== 0) mismatches++;
    if ((differing & 0xff00) !== 0) mismatches++;
    if ((differing & 0xff0000) !== 0) mismatches++;
    if ((differing & 0xff000000) !== 0) mismatches++;
  }
  return mismatches;
}

const slotCountFirst = 1024;

/**
 * A set of ids that stores 64 bits and the line of each instead of the text, so that an id of any length takes 24 to 48
 * bytes. Open addressing with linear probing, at most half full.
 *
 * Two different ids count as equal with probability about n² / 2^65: 3e-8 for a million ids, 3e-6 for ten million. The hash
 * is not cryptographic: a maintainer who makes ids collide only gets their own test set refused.
 */
export class IdHashSet {
  #high = new Uint32Array(slotCountFirst);
  #low = new Uint32Array(slotCountFirst);
  #lines = new Uint32Array(slotCountFirst);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /**
   * Adds an id.
   * @returns null for a new id, else the line of the equal id that the set contains already
   */
  add(id: string, line: number): number | null {
    if (2 * (this.#size + 1) > this.#low.length) this.#grow();
    const [low, high] = hashId(id);
    const slot = findSlot(this.#high, this.#low, high, low);
    if (this.#low[slot] !== 0) return this.#lines[slot]!;
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#lines[slot] = line;
    this.#size += 1;
    return null;
  }

  #grow(): void {
    const high = new Uint32Array(2 * this.#high.length);
    const low = new Uint32Array(2 * this.#low.length);
    const lines = new Uint32Array(2 * this.#low.length);
    for (let from = 0; from < this.#low.length; from += 1) {
      if (this.#low[from] === 0) continue;
      const to = findSlot(high, low, this.#high[from]!, this.#low[from]!);
      high[to] = this.#high[from]!;
      low[to] = this.#low[from]!;
      lines[to] = this.#lines[from]!;
    }
    this.#high = high;
    this.#low = low;
    this.#lines = lines;
  }
}

/** Finds the slot that has this hash, or else the free slot for it. */
function findSlot(highs: Uint32Array, lows: Uint32Array, high: number, low: number): number {
  const mask = lows.length - 1;
  let slot = high & mask;
  while (lows[slot] !== 0 && (lows[slot] !== low || highs[slot] !== high)) slot = (slot + 1) & mask;
  return slot;
}

/** Hashes an id. A low half of 0 is replaced by another value, since 0 marks a free slot. */
function hashId(id: string): [low: number, high: number] {
  const [low, high] = hashText(id);
  return [low === 0 ? 1 : low, high];
}
