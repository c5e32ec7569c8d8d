import type { Rng } from './rng';

/** 0 … count − 1 in a random order (Fisher & Yates; Durstenfeld 1964, algorithm 235). */
export function shuffleIndices(count: number, rng: Rng): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(rng.nextUnit() * (i + 1));
    const moved = order[i]!;
    order[i] = order[j]!;
    order[j] = moved;
  }
  return order;
}
