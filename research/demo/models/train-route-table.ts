import type { TrainFlightModel } from './flight-model';
import { computeBaseRate, computeShrunkRate, countLate } from './late-counts';
import { computeLogOdds, computeProbability } from './log-odds';

const PRIOR_FLIGHTS_AIRPORT = 50;
const PRIOR_FLIGHTS_ROUTE = 100;

/**
 * The late rate of each route, shrunk towards what its two airports promise: their shrunk rates added up in log-odds
 * around the base rate, as if origin and destination acted apart.
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
