import { type FlightInputs, type FlightTable, weekdayOfDay } from '@/demo/flights/flight-table';
import { computeBaseRate, computeShrunkRate, countLate, type LateCounts } from './train-tables';

export const FEATURE_BINS_MAX = 64;

const DISTANCE_MILES_MAX = 65_535;
const PRIOR_FLIGHTS = 200;

/** A flight's bin of a feature, in [0, FEATURE_BINS_MAX). */
type BinnedFeature = (inputs: FlightInputs, row: number) => number;

/**
 * Features of the trees: hour, weekday, distance, and for each airport its late rate in the training rows, as origin and as
 * destination and, as origin, for the hour, all but the first two in quantile bins.
 *
 * Airports are ordered by their rates, so that one threshold separates bad from good ones (target encoding); the rates are
 * shrunk, because a flight's own outcome is in them.
 */
export function binFlightFeatures(table: FlightTable, rows: Uint32Array): readonly BinnedFeature[] {
  const base = computeBaseRate(rows, table.isLate);
  const byOrigin = countLate(rows, table.isLate, table.airports.length, (row) => table.origin[row]!);
  const byDestination = countLate(
    rows,
    table.isLate,
    table.airports.length,
    (row) => table.destination[row]!,
  );
  const rateOf = (counts: LateCounts) => (airport: number) =>
    computeShrunkRate(counts, airport, base, PRIOR_FLIGHTS);

  const distanceCuts = computeQuantileCuts(
    Float64Array.from(rows, (row) => table.distance[row]!),
    32,
  );
  const distanceBins = Uint8Array.from({ length: DISTANCE_MILES_MAX + 1 }, (_, miles) =>
    findBin(distanceCuts, miles),
  );
  const originRateBins = binAirports(table.origin, rows, table.airports.length, rateOf(byOrigin));
  const destinationRateBins = binAirports(
    table.destination,
    rows,
    table.airports.length,
    rateOf(byDestination),
  );
  const byHour = countLate(rows, table.isLate, 24, (row) => table.hour[row]!);
  const byOriginHour = countLate(
    rows,
    table.isLate,
    table.airports.length * 24,
    (row) => table.origin[row]! * 24 + table.hour[row]!,
  );
  const originHourRates = Float64Array.from(byOriginHour.all, (_, cell) =>
    computeShrunkRate(
      byOriginHour,
      cell,
      computeShrunkRate(byHour, cell % 24, base, PRIOR_FLIGHTS),
      PRIOR_FLIGHTS,
    ),
  );
  const originHourCuts = computeQuantileCuts(
    Float64Array.from(rows, (row) => originHourRates[table.origin[row]! * 24 + table.hour[row]!]!),
    FEATURE_BINS_MAX,
  );
  const originHourBins = Uint8Array.from(originHourRates, (rate) => findBin(originHourCuts, rate));
  return [
    (inputs, row) => inputs.hour[row]!,
    (inputs, row) => weekdayOfDay(inputs.day[row]!),
    (inputs, row) => distanceBins[inputs.distance[row]!]!,
    (inputs, row) => originRateBins[inputs.origin[row]!]!,
    (inputs, row) => destinationRateBins[inputs.destination[row]!]!,
    (inputs, row) => originHourBins[inputs.origin[row]! * 24 + inputs.hour[row]!]!,
  ];
}

function binAirports(
  column: Uint8Array,
  rows: Uint32Array,
  airportCount: number,
  measure: (airport: number) => number,
): Uint8Array {
  const values = Float64Array.from({ length: airportCount }, (_, airport) => measure(airport));
  const cuts = computeQuantileCuts(
    Float64Array.from(rows, (row) => values[column[row]!]!),
    FEATURE_BINS_MAX,
  );
  return Uint8Array.from(values, (value) => findBin(cuts, value));
}

/**
 * Cuts between at most `binCountMax` bins of about equal weight; a value's bin is the number of cuts at or below it.
 * Equal values always share a bin, so there may be fewer bins. Empty input has one bin.
 */
export function computeQuantileCuts(values: Float64Array, binCountMax: number): Float64Array {
  const sorted = values.slice().sort();
  const cuts: number[] = [];
  for (let i = 1; i < binCountMax; i++) {
    const cut = sorted[Math.floor((i * sorted.length) / binCountMax)];
    if (cut !== undefined && cut > sorted[0]! && cut !== cuts.at(-1)) cuts.push(cut);
  }
  return Float64Array.from(cuts);
}

/** The bin of a value: the number of cuts at or below it. */
export function findBin(cuts: Float64Array, value: number): number {
  let bin = 0;
  while (bin < cuts.length && cuts[bin]! <= value) bin++;
  return bin;
}
