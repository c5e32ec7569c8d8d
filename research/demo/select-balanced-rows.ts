import { type FlightTable, listRowsOfMonths } from '@/demo/flights/flight-table';
import { sampleRows } from '@/demo/flights/sample-rows';

/**
 * Flights of January to `lastMonth` of which half were late, one of each in turn, so that the first rows of a sample are balanced
 * too. As many as `count`, an even number, or fewer where a class has fewer.
 */
export function selectBalancedRows(
  table: FlightTable,
  lastMonth: number,
  count: number,
  seed: string,
): Uint32Array {
  const rows = listRowsOfMonths(table, 1, lastMonth);
  const [onTime, late] = [0, 1].map((isLate) =>
    sampleRows(
      rows.filter((row) => table.isLate[row] === isLate),
      count / 2,
      `${seed}:balanced-training:${lastMonth}:${isLate}`,
    ),
  );
  const pairCount = Math.min(onTime!.length, late!.length);
  return Uint32Array.from({ length: 2 * pairCount }, (_, i) => (i % 2 === 0 ? onTime! : late!)[i >> 1]!);
}
