import { type FlightInputs, type FlightTable, weekdayOfDay } from '@/demo/flights/flight-table';

/** Climatology: every flight gets the training data's share of late ones. Its AUC is 1/2. */
export const trainBaseRate: TrainFlightModel = (table, rows) => {
  const rate = computeBaseRate(rows, table.isLate);
  return () => rate;
};

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

const PRIOR_FLIGHTS_AIRPORT = 50;
const PRIOR_FLIGHTS_ROUTE = 100;

/**
 * The late rate of each route, shrunk towards its two airports' shrunk rates, added up in log-odds around the base rate, as if
 * origin and destination acted independently.
 */
export const trainRouteTable: TrainFlightModel = (table, rows) => {
  const airportCount = table.airports.length;
  const base = computeBaseRate(rows, table.isLate);
  const byOrigin = countLate(rows, table.isLate, airportCount, (row) => table.origin[row]!);
  const byDestination = countLate(rows, table.isLate, airportCount, (row) => table.destination[row]!);
  const byRoute = countLate(
    rows,
    table.isLate,
    airportCount * airportCount,
    (row) => table.origin[row]! * airportCount + table.destination[row]!,
  );
  return (inputs, row) => {
    const origin = inputs.origin[row]!;
    const destination = inputs.destination[row]!;
    const airportsRate = computeProbability(
      computeLogOdds(computeShrunkRate(byOrigin, origin, base, PRIOR_FLIGHTS_AIRPORT)) +
        computeLogOdds(computeShrunkRate(byDestination, destination, base, PRIOR_FLIGHTS_AIRPORT)) -
        computeLogOdds(base),
    );
    return computeShrunkRate(byRoute, origin * airportCount + destination, airportsRate, PRIOR_FLIGHTS_ROUTE);
  };
};

const DISTANCE_BAND_MILES = 250;
const DISTANCE_BANDS = 12;

type Field = { readonly size: number; readonly read: (inputs: FlightInputs, row: number) => number };

/**
 * Naive Bayes over hour, weekday, origin, destination and distance in bands of 250 miles, each count plus one (Laplace). It
 * assumes that the five are independent given the outcome, which they are not, so it is overconfident.
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

/** Numbers of late and of all flights by key. */
export type LateCounts = { readonly late: Float64Array; readonly all: Float64Array };

/** Counts `rows` by `keyOf`, an integer in [0, keyCount). */
export function countLate(
  rows: Uint32Array,
  isLate: Uint8Array,
  keyCount: number,
  keyOf: (row: number) => number,
): LateCounts {
  const late = new Float64Array(keyCount);
  const all = new Float64Array(keyCount);
  for (const row of rows) {
    const key = keyOf(row);
    late[key]! += isLate[row]!;
    all[key]! += 1;
  }
  return { late, all };
}

/**
 * A key's rate of lateness shrunk towards `prior` as if `weight` flights at that rate had been seen as well: the mean
 * of a beta posterior. A key never seen gets the prior.
 */
export const computeShrunkRate = (counts: LateCounts, key: number, prior: number, weight: number): number =>
  (counts.late[key]! + weight * prior) / (counts.all[key]! + weight);

/** The share of late flights in the rows; throws when there are none. */
export function computeBaseRate(rows: Uint32Array, isLate: Uint8Array): number {
  if (rows.length === 0) throw new Error('no flights to learn from');
  let late = 0;
  for (const row of rows) late += isLate[row]!;
  return late / rows.length;
}

export const computeLogOdds = (probability: number): number => Math.log(probability / (1 - probability));

export const computeProbability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** A trained model: the probability, in [0, 1], that the flight of a row is late. It has no access to delays. */
export type FlightModel = (inputs: FlightInputs, row: number) => number;

/** Trains on exactly these rows, in their order: the same rows give the same model. */
export type TrainFlightModel = (table: FlightTable, rows: Uint32Array) => FlightModel;
