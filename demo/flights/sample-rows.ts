import { createSeededUniform } from './create-seeded-uniform';

/**
 * `count` of the given rows without replacement, in random order; all of them, shuffled, when there are fewer.
 *
 * Partial Fisher-Yates: the same seed and rows give the same sample. The argument is not changed.
 */
export function sampleRows(rows: Uint32Array, count: number, seed: string): Uint32Array {
  const pool = rows.slice();
  const taken = Math.min(count, pool.length);
  const draw = createSeededUniform(seed);
  for (let i = 0; i < taken; i++) {
    const j = i + Math.floor(draw() * (pool.length - i));
    const swapped = pool[i]!;
    pool[i] = pool[j]!;
    pool[j] = swapped;
  }
  return pool.slice(0, taken);
}
