import { type FlightInputs, weekdayOfDay } from '@/demo/flights/flight-table';
import { computeBaseRate, computeLogOdds, computeProbability, type TrainFlightModel } from './train-tables';

const EPOCHS = 3;
const LEARNING_RATE = 0.05;
const RIDGE = 1e-5;
const DISTANCE_BAND_MILES = 200;
const DISTANCE_BANDS = 16;
const HASH_BUCKETS = 1 << 15;
const ACTIVE_FEATURES = 8;

const HOUR = 0;
const HOUR_WEEKDAY = HOUR + 24;
const WEEKDAY = HOUR_WEEKDAY + 24 * 7;
const DISTANCE = WEEKDAY + 7;
const ORIGIN = DISTANCE + DISTANCE_BANDS;
const DESTINATION = ORIGIN + 256;
const ROUTE = DESTINATION + 256;
const ORIGIN_HOUR = ROUTE + HASH_BUCKETS;
const FEATURE_COUNT = ORIGIN_HOUR + HASH_BUCKETS;

/**
 * Logistic regression on one-hot hour, weekday, hour by weekday, distance band, origin and destination, and on hashed
 * route and origin by hour; fitted by three passes of Adagrad (Duchi, Hazan and Singer 2011) over the rows in their
 * order, with a small ridge on the weights in use. The intercept starts at the base rate.
 */
export const trainLogisticRegression: TrainFlightModel = (table, rows) => {
  const weights = new Float64Array(FEATURE_COUNT);
  const squares = new Float64Array(FEATURE_COUNT).fill(1e-3);
  const active = new Int32Array(ACTIVE_FEATURES);
  const intercept = computeLogOdds(computeBaseRate(rows, table.isLate));
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const row of rows) {
      writeActiveFeatures(table, row, active);
      let logOdds = intercept;
      for (let i = 0; i < ACTIVE_FEATURES; i++) logOdds += weights[active[i]!]!;
      const error = computeProbability(logOdds) - table.isLate[row]!;
      for (let i = 0; i < ACTIVE_FEATURES; i++) {
        const feature = active[i]!;
        const gradient = error + RIDGE * weights[feature]!;
        squares[feature]! += gradient * gradient;
        weights[feature]! -= (LEARNING_RATE * gradient) / Math.sqrt(squares[feature]!);
      }
    }
  }
  return (inputs, row) => {
    writeActiveFeatures(inputs, row, active);
    let logOdds = intercept;
    for (let i = 0; i < ACTIVE_FEATURES; i++) logOdds += weights[active[i]!]!;
    return computeProbability(logOdds);
  };
};

function writeActiveFeatures(inputs: FlightInputs, row: number, active: Int32Array): void {
  const hour = inputs.hour[row]!;
  const weekday = weekdayOfDay(inputs.day[row]!);
  const origin = inputs.origin[row]!;
  const destination = inputs.destination[row]!;
  active[0] = HOUR + hour;
  active[1] = HOUR_WEEKDAY + hour * 7 + weekday;
  active[2] = WEEKDAY + weekday;
  active[3] =
    DISTANCE + Math.min(DISTANCE_BANDS - 1, Math.floor(inputs.distance[row]! / DISTANCE_BAND_MILES));
  active[4] = ORIGIN + origin;
  active[5] = DESTINATION + destination;
  active[6] = ROUTE + hashPair(origin, destination);
  active[7] = ORIGIN_HOUR + hashPair(origin, hour);
}

/** Multiplicative (Fibonacci) hash of two bytes into HASH_BUCKETS; a shared bucket shares a weight, no more. */
const hashPair = (a: number, b: number): number => Math.imul((a << 8) | b, 0x9e3779b1) >>> (32 - 15);
