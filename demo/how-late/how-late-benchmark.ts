import type { ModelSample } from '@/lib/contracts/model-signature';
import type { ModelFeature, ModelInput } from '@/lib/core/onnx/model-summary';
import { type DrawnItem, drawRound } from '../flights/draw-round';
import { type FlightInputs, type FlightTable, monthOfDay, weekdayOfDay } from '../flights/flight-table';

const sampleItemCount = 20;

/** A public sample of items for model tests: January's flights. */
const drawSample = (flights: FlightInputs): ModelSample =>
  drawRound(flights, 1, sampleItemCount, 'how-late').map(({ row }) => ({ ...describeFlight(flights, row) }));

export const howLateSlug = 'how-late';

/** The demo benchmark with hidden inputs: participants send models, and the site runs them. */
export const composeHowLateBenchmark = (flights: FlightInputs) => ({
  slug: howLateSlug,
  title: 'How late?',
  description: `Demo with public source data, so inputs and labels could be looked up: how many minutes late is a US domestic flight?

You send a model, and the site runs it on flights that nobody sees before a round is revealed. It runs again on every later month by itself. A model of February that is scored in April was *frozen before the round*, so it can’t have seen it.

**Inputs.** One row of six numbers a flight, as it stands when the flight leaves: hour of departure, weekday (0 is Monday), month, distance in miles, and the places of origin and destination in a list of the thirty busiest airports and \`other\`. **Answer.** One number, the delay in minutes; early flights are below 0.

**Training data.** [20,000 flights of January 2001](/demo/how-late-january-2001.csv) with labels, and the revealed rounds. Every model of the demo learnt from flights of the source before its round, by the program in \`research/demo/onnx\`.

**Demo.** A program played the rounds one after the other, so their dates lie minutes apart.

**Source.** US Department of Transportation, through \`vega-datasets\` (BSD-3): 2,000 flights drawn for each round. The source is public, so this benchmark shows how Tidemark works, and its scores prove nothing of a model.`,
  rules: `- Train on flights of earlier months only.
- One team per person.
- A model that is frozen takes part in every later round by itself, until its team retires it.`,
  task: 'regression',
  metric: 'mae',
  secondary_metrics: ['rmse'],
  accepts: ['onnx'],
  inputs: 'hidden',
  features: howLateInput.features.map(({ name }) => name),
  model_signature: { input: howLateInput, output: { kind: 'number' } },
  model_sample: drawSample(flights),
  quota_per_round: 5,
  // High, since the demo plays four months within one day.
  quota_per_day: 15,
  feedback_policy: 'guarded-ladder',
  feedback_share: 0.3,
  tags: ['tabular', 'transport'],
});

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

/** One flight with the fields of the test sets. `weekday` is 0 for Monday. */
type DescribedFlight = {
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

/** A test set as CSV; its label is the delay in minutes. */
export function formatDelays(table: FlightTable, items: readonly DrawnItem[]): string {
  const lines = items.map(({ id, row }) =>
    [id, ...Object.values(describeFlight(table, row)), table.delayMinutes[row]].join(','),
  );
  return `id,${features.map(({ name }) => name).join(',')},label\n${lines.join('\n')}\n`;
}

const howLateItemCount = 2_000;

const seed = 'how-late';

export const drawHowLateRound = (flights: FlightInputs, month: number): DrawnItem[] =>
  drawRound(flights, month, howLateItemCount, seed);

const trainingItemCount = 20_000;

/** The flights of January that the site offers for training. */
export const drawHowLateTraining = (flights: FlightInputs): DrawnItem[] =>
  drawRound(flights, 1, trainingItemCount, seed);
