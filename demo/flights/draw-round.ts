import { createHash } from 'node:crypto';
import { type FlightInputs, listRowsOfMonths } from './flight-table';
import { sampleRows } from './sample-rows';

/** A flight drawn into a test set: its public id and its row in the table. */
export type DrawnItem = { readonly id: string; readonly row: number };

/**
 * Draws exactly `count` flights of a month (1 to 12) without replacement, sorted by id.
 *
 * An id is a hash of seed and row, so it reveals neither the label nor the position in the month, and sorting by it removes the
 * table's order by time. It is no secret: the flights themselves are public, as is the demo's seed.
 *
 * @throws if the month has fewer flights, or two ids are the same.
 */
export function drawRound(inputs: FlightInputs, month: number, count: number, seed: string): DrawnItem[] {
  const rows = sampleRows(listRowsOfMonths(inputs, month, month), count, `${seed}:round:${month}`);
  if (rows.length < count) throw new Error(`month ${month} has ${rows.length} flights, ${count} are needed`);
  const items = Array.from(rows, (row) => ({ id: composeItemId(seed, row), row }));
  if (new Set(items.map((item) => item.id)).size < count)
    throw new Error(`month ${month}: an id occurs twice`);
  return items.sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const composeItemId = (seed: string, row: number): string =>
  `f_${createHash('sha256').update(`${seed}:item:${row}`).digest('hex').slice(0, 10)}`;
