import { beforeAll, expect, it } from 'vitest';
import { type FlightTable, monthOfDay } from './flight-table';
import { findFlightsFile, readFlights } from './read-flights';

let table: FlightTable;

beforeAll(async () => {
  table = await readFlights(findFlightsFile());
}, 60_000);

it('readFlights reads three million flights with their outcomes, month by month', () => {
  const flights = new Array<number>(8).fill(0);
  const late = new Array<number>(8).fill(0);
  for (let row = 0; row < table.day.length; row++) {
    const month = monthOfDay(table.day[row]!);
    flights[month]! += 1;
    late[month]! += table.isLate[row]!;
  }
  // Counts by month, computed from the source file's rows without this reader.
  expect(flights.slice(1)).toEqual([508_239, 458_170, 511_502, 501_030, 518_831, 502_222, 6]);
  expect(late.slice(1)).toEqual([104_189, 106_735, 107_569, 89_620, 83_737, 107_201, 4]);
  expect(table.airports).toHaveLength(229);
  expect(table.hour.every((hour) => hour < 24)).toBe(true);
});
