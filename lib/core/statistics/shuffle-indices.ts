import { composeUnit, type Rng } from './rng';

/** 0 … count − 1 in a random order (Fisher & Yates; Durstenfeld 1964, algorithm 235). */
export function shuffleIndices(count: number, rng: Rng): Int32Array {
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  // What `nextUnit` would give, drawn at once.
  const words = new Uint32Array(Math.max(0, 2 * (count - 1)));
  rng.fillUint32(words);
  let next = 0;
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(composeUnit(words[next++]!, words[next++]!) * (i + 1));
    const moved = order[i]!;
    order[i] = order[j]!;
    order[j] = moved;
  }
  return order;
}
