import { weekdayOfDay } from '@/demo/flights/flight-table';
import type { TrainFlightModel } from './flight-model';
import { computeBaseRate, computeShrunkRate, countLate } from './late-counts';

const PRIOR_FLIGHTS = 100;

/** The late rate of each hour and weekday, shrunk towards its hour's, which is shrunk towards the base rate. */
export const trainHourWeekdayTable: TrainFlightModel = (table, rows) => {
  const base = computeBaseRate(rows, table.isLate);
  const byHour = countLate(rows, table.isLate, 24, (row) => table.hour[row]!);
  const byCell = countLate(
    rows,
    table.isLate,
    24 * 7,
    (row) => table.hour[row]! * 7 + weekdayOfDay(table.day[row]!),
  );
  const rates = Float64Array.from({ length: 24 * 7 }, (_, cell) => {
    const hourRate = computeShrunkRate(byHour, Math.floor(cell / 7), base, PRIOR_FLIGHTS);
    return computeShrunkRate(byCell, cell, hourRate, PRIOR_FLIGHTS);
  });
  return (inputs, row) => rates[inputs.hour[row]! * 7 + weekdayOfDay(inputs.day[row]!)]!;
};
