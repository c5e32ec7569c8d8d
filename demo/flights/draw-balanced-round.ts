import { composeItemId, type DrawnItem } from './draw-round';
import { type FlightTable, listRowsOfMonths } from './flight-table';
import { sampleRows } from './sample-rows';

/**
 * Draws flights of a month (1 to 12) of which exactly half were late, sorted by id: a guess is right on half.
 *
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
