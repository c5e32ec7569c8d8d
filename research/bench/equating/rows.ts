import type { BenchRow } from '../rows/run-rows';
import { readCifar, readFlightsCase, realRows } from './real-rows';
import { simulatedRows } from './simulated-rows';

const { CIFAR, FLIGHTS } = process.env;
const flights = FLIGHTS === undefined ? null : readFlightsCase(FLIGHTS);

/** Simulated rows, and those of the real models whose folders the environment names. */
export const equatingRows: readonly BenchRow[] = [
  ...simulatedRows,
  ...(CIFAR === undefined ? [] : realRows('cifar', [readCifar(CIFAR)], 0.93)),
  ...(flights ? realRows('flights', flights.frozen, 0.93) : []),
  // No bound: the score of a model trained on the base round's month drops more than the anchors' scores.
  ...(flights ? realRows('known-month', flights.fromTrainingMonth, null) : []),
];
