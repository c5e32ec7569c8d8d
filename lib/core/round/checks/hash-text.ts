/**
 * Two 32-bit hashes over the UTF-16 units of a text, each the loop and the finaliser of MurmurHash3_x86_32 (Appleby 2011)
 * with constants of its own. Two different texts among n share both with probability about n² / 2^65: 3e-6 for the 10
 * million of a hundred rounds. Not cryptographic: a maintainer who makes inputs collide gets their own round blocked.
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

/** The finaliser of MurmurHash3_x86_32: a permutation of the 32-bit words in which every bit moves half of the others. */
export function mixBits(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}
