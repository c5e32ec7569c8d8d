import { createHash } from 'node:crypto';
import { type FlightInputs, type FlightTable, listRowsOfMonths } from './flight-table';

/** A flight drawn into a test set: its public id and its row in the table. */
export type DrawnItem = { readonly id: string; readonly row: number };

/**
 * Draws exactly `count` flights of a month (1 to 12) without replacement, sorted by id.
 * An id is a hash of seed and row, so it reveals neither the label nor the position in the month, and sorting by id removes the
 * table's order in time. Ids are no secret: the flights themselves are public, as is the demo's seed.
 * @throws if the month has fewer flights, or two ids are equal
 */
export function drawRound(inputs: FlightInputs, month: number, count: number, seed: string): DrawnItem[] {
  const rows = sampleRows(listRowsOfMonths(inputs, month, month), count, `${seed}:round:${month}`);
  if (rows.length < count) throw new Error(`month ${month} has ${rows.length} flights, ${count} are needed`);
  const items = Array.from(rows, (row) => ({ id: composeItemId(seed, row), row }));
  if (new Set(items.map((item) => item.id)).size < count)
    throw new Error(`month ${month}: an id occurs twice`);
  return items.sort((a, b) => (a.id < b.id ? -1 : 1));
}

const composeItemId = (seed: string, row: number): string =>
  `f_${createHash('sha256').update(`${seed}:item:${row}`).digest('hex').slice(0, 10)}`;

/**
 * Draws flights of a month (1 to 12) of which exactly half were late, sorted by id, so that guessing is right on half of them.
 * @param count an even number
 * @throws if the month has too few flights of either class
 */
export function drawBalancedRound(
  table: FlightTable,
  month: number,
  count: number,
  seed: string,
): DrawnItem[] {
  const rows = listRowsOfMonths(table, month, month);
  return [0, 1]
    .flatMap((isLate) => {
      const ofClass = rows.filter((row) => table.isLate[row] === isLate);
      const drawn = sampleRows(ofClass, count / 2, `${seed}:balanced:${month}:${isLate}`);
      if (drawn.length < count / 2) throw new Error(`month ${month} has too few flights for ${count} items`);
      return Array.from(drawn, (row) => ({ id: composeItemId(seed, row), row }));
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Draws `count` of the given rows without replacement, in random order; if there are fewer rows, all of them, shuffled.
 * Partial Fisher-Yates shuffle: the same seed and rows give the same sample. The argument isn't changed.
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

/**
 * A stream of uniform numbers in [0, 1) with 53 random bits: the generator sfc32 (Doty-Humphrey, PractRand). Its 128-bit state
 * is the SHA-256 of `seed`, so that a seed gives the same stream on every machine.
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
