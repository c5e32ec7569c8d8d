import { type FlightInputs, weekdayOfDay } from '@/demo/flights/flight-table';
import type { TrainFlightModel } from './flight-model';
import { computeBaseRate, countLate } from './late-counts';
import { computeLogOdds, computeProbability } from './log-odds';

const DISTANCE_BAND_MILES = 250;
const DISTANCE_BANDS = 12;

type Field = { readonly size: number; readonly read: (inputs: FlightInputs, row: number) => number };

/**
 * Naive Bayes over hour, weekday, origin, destination and distance in bands of 250 miles, each count plus one
 * (Laplace). Takes the five as independent given the outcome, which they are not, so it is too sure of itself.
 */
export const trainNaiveBayes: TrainFlightModel = (table, rows) => {
  const fields: readonly Field[] = [
    { size: 24, read: (inputs, row) => inputs.hour[row]! },
    { size: 7, read: (inputs, row) => weekdayOfDay(inputs.day[row]!) },
    { size: table.airports.length, read: (inputs, row) => inputs.origin[row]! },
    { size: table.airports.length, read: (inputs, row) => inputs.destination[row]! },
    {
      size: DISTANCE_BANDS,
      read: (inputs, row) =>
        Math.min(DISTANCE_BANDS - 1, Math.floor(inputs.distance[row]! / DISTANCE_BAND_MILES)),
    },
  ];
  const base = computeBaseRate(rows, table.isLate);
  const lateAll = base * rows.length;
  const onTimeAll = rows.length - lateAll;
  const logRatios = fields.map(({ size, read }) => {
    const { late, all } = countLate(rows, table.isLate, size, (row) => read(table, row));
    return Float64Array.from({ length: size }, (_, value) =>
      Math.log(
        (late[value]! + 1) / (lateAll + size) / ((all[value]! - late[value]! + 1) / (onTimeAll + size)),
      ),
    );
  });
  const baseLogOdds = computeLogOdds(base);
  return (inputs, row) => {
    let logOdds = baseLogOdds;
    for (let i = 0; i < fields.length; i++) logOdds += logRatios[i]![fields[i]!.read(inputs, row)]!;
    return computeProbability(logOdds);
  };
};
