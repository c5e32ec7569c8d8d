import { createHash } from 'node:crypto';

/**
 * A stream of uniform numbers in [0, 1) with 53 random bits: sfc32 (Doty-Humphrey, PractRand), whose 128-bit state is
 * the SHA-256 of `seed`, so that a seed means the same stream on every machine.
 */
export function createSeededUniform(seed: string): () => number {
  const digest = createHash('sha256').update(seed).digest();
  let a = digest.readInt32LE(0);
  let b = digest.readInt32LE(4);
  let c = digest.readInt32LE(8);
  let counter = digest.readInt32LE(12);
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  return () => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992;
}
