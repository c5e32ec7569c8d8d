import { createSeededUniform } from './draw-round';
import { type FlightTable, weekdayOfDay } from './flight-table';

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30];
const AIRPORTS = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF', 'GGG', 'HHH'];

/**
 * Invented flights for tests, in order of time like the real ones: `countByMonth[0]` of them in January, and so on. The
 * probability to be late rises with the hour and with the letters of both airports, and is higher on the last days of the week.
 */
export function makeSyntheticFlights(countByMonth: readonly number[], seed: string): FlightTable {
  const draw = createSeededUniform(seed);
  const pick = (count: number): number => Math.floor(draw() * count);
  const total = countByMonth.reduce((sum, count) => sum + count, 0);
  const table = {
    day: new Uint8Array(total),
    hour: new Uint8Array(total),
    distance: new Uint16Array(total),
    origin: new Uint8Array(total),
    destination: new Uint8Array(total),
    airports: AIRPORTS,
    isLate: new Uint8Array(total),
    delayMinutes: new Int16Array(total),
  };
  let row = 0;
  let firstDay = 0;
  countByMonth.forEach((count, monthIndex) => {
    const dayCount = DAYS_OF_MONTH[monthIndex]!;
    for (let i = 0; i < count; i++, row++) {
      table.day[row] = firstDay + Math.floor((i * dayCount) / count);
      table.hour[row] = pick(24);
      table.origin[row] = pick(AIRPORTS.length);
      table.destination[row] = pick(AIRPORTS.length);
      table.distance[row] = 200 + pick(2_500);
      const logOdds =
        -3.5 +
        0.06 * table.hour[row]! +
        0.2 * table.origin[row]! +
        0.1 * table.destination[row]! +
        (weekdayOfDay(table.day[row]!) > 3 ? 0.4 : 0);
      table.isLate[row] = draw() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
      table.delayMinutes[row] = (table.isLate[row] === 1 ? 16 : -10) + (row % 20);
    }
    firstDay += dayCount;
  });
  return table;
}
