import type { Rng } from '@/lib/core/statistics/rng';

/** Fair coin tosses, 0 or 1. */
export function drawLabels(rng: Rng, count: number): Uint8Array {
  const labels = new Uint8Array(count);
  let bits = 0;
  for (let i = 0; i < count; i++) {
    if (i % 32 === 0) bits = rng.nextUint32();
    labels[i] = bits & 1;
    bits >>>= 1;
  }
  return labels;
}
