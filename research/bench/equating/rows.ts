import type { BenchRow } from '../rows/run-rows';
import { readCifar, readFlightsCase, realRows } from './real-rows';
import { simulatedRows } from './simulated-rows';

const { CIFAR, FLIGHTS } = process.env;

const flights = FLIGHTS === undefined ? null : readFlightsCase(FLIGHTS);

/** Simulated ones, and those of the real models whose folders the environment names. */
export const equatingRows: readonly BenchRow[] = [
  ...simulatedRows,
  ...(CIFAR === undefined ? [] : realRows('cifar', [readCifar(CIFAR)], 0.93)),
  ...(flights ? realRows('flights', flights.frozen, 0.93) : []),
  // Not promised: a model that knows the base round's month falls further than the anchors.
  ...(flights ? realRows('known-month', flights.fromTrainingMonth, null) : []),
];
