import type { ModelFeature, ModelInput } from '@/lib/core/onnx/model-summary';
import type { DrawnItem } from '../flights/draw-round';
import { type FlightInputs, type FlightTable, monthOfDay, weekdayOfDay } from '../flights/flight-table';

/** The thirty airports with most flights from or to them in January 2001. */
export const busiestAirports = [
  ...[
    'ATL',
    'BOS',
    'BWI',
    'CLT',
    'CVG',
    'DCA',
    'DEN',
    'DFW',
    'DTW',
    'EWR',
    'IAH',
    'JFK',
    'LAS',
    'LAX',
    'LGA',
  ],
  ...[
    'MCI',
    'MCO',
    'MIA',
    'MSP',
    'ORD',
    'PHL',
    'PHX',
    'PIT',
    'SAN',
    'SEA',
    'SFO',
    'SJC',
    'SLC',
    'STL',
    'TPA',
  ],
] as const;

const otherAirport = 'other';

const airports = [...busiestAirports, otherAirport];

const features: readonly ModelFeature[] = [
  { name: 'hour', type: 'number' },
  { name: 'weekday', type: 'number' },
  { name: 'month', type: 'number' },
  { name: 'distance', type: 'number' },
  { name: 'origin', type: 'category', categories: airports },
  { name: 'destination', type: 'category', categories: airports },
];

export const howLateInput: ModelInput = { kind: 'one-tensor', shape: [features.length], features };

/** A flight as the test sets have it. `weekday` is 0 on Mondays. */
export type DescribedFlight = {
  readonly hour: number;
  readonly weekday: number;
  readonly month: number;
  readonly distance: number;
  readonly origin: string;
  readonly destination: string;
};

const known = new Set<string>(busiestAirports);

const nameOf = (code: string): string => (known.has(code) ? code : otherAirport);

export function describeFlight(flights: FlightInputs, row: number): DescribedFlight {
  const day = flights.day[row]!;
  return {
    hour: flights.hour[row]!,
    weekday: weekdayOfDay(day),
    month: monthOfDay(day),
    distance: flights.distance[row]!,
    origin: nameOf(flights.airports[flights.origin[row]!]!),
    destination: nameOf(flights.airports[flights.destination[row]!]!),
  };
}

/** A test set as CSV, whose label is the delay in minutes. */
export function formatDelays(table: FlightTable, items: readonly DrawnItem[]): string {
  const lines = items.map(({ id, row }) =>
    [id, ...Object.values(describeFlight(table, row)), table.delayMinutes[row]].join(','),
  );
  return `id,${features.map(({ name }) => name).join(',')},label\n${lines.join('\n')}\n`;
}
