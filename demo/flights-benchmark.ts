import type { FeedbackPolicyName } from '@/lib/core/benchmark';
import type { ModelFeature, ModelInput } from '@/lib/core/onnx/model-summary';
import { type DrawnItem, drawRound } from './flights/draw-round';
import type { FlightInputs } from './flights/flight-table';

/** The demo's main benchmark as a maintainer would send it to the API, still without the model signature. */
export const flightsBenchmark = {
  slug: 'late-flights-2001',
  title: 'Late flights 2001',
  description: `Demo with public source data, so labels could be looked up: will a US domestic flight be more than 15 minutes late?

Each row is one flight of 2001 as it stands when the flight leaves: its date, hour, distance in miles, origin and destination. Give the probability of both classes, \`on_time\` and \`late\`, in a file, or send an ONNX model that does. The share of late flights moves from month to month, so the rounds differ in difficulty.

**Training data.** [20,000 flights of January 2001](/demo/late-flights-2001-january-2001.csv) with labels. Every model of the demo learnt from earlier months only.

**Demo.** A program played the rounds one after the other, so their dates lie minutes apart. The team *Tidemark reference* is a participant like any other: its models never saw the labels of a round.

**Source.** US Department of Transportation, through \`vega-datasets\` (BSD-3): three million flights, January to June 2001, 4,000 of them drawn for each round. \`hour\` is the hour of departure as the source records it. The source is public, so this benchmark shows how Tidemark works, and its scores prove nothing of a model.`,
  rules: `- Train on flights of earlier months only.
- One team per person.
- The version of a model with the best reported score is ranked, unless you choose another before the close.`,
  task: 'binary',
  classes: ['on_time', 'late'],
  metric: 'roc_auc',
  secondary_metrics: ['log_loss', 'accuracy'],
  accepts: ['predictions', 'onnx'],
  inputs: 'public',
  features: ['date', 'hour', 'distance', 'origin', 'destination'],
  quota_per_round: 5,
  // High, since the demo plays four months within one day.
  quota_per_day: 15,
  feedback_policy: 'exact-with-budget',
  feedback_share: 0.3,
  tags: ['tabular', 'transport'],
};

/**
 * The benchmark with its model signature, for which the airports are listed as in the source, and a public sample of January's
 * flights.
 */
export const composeFlightsBenchmark = (flights: FlightInputs) => ({
  ...flightsBenchmark,
  model_signature: { input: composeLateFlightsInput(flights), output: { kind: 'probabilities' } },
  model_sample: drawLateFlights(flights, 1, 20).map(({ row }) => describeLateFlight(flights, row)),
});

export const drawLateFlights = (flights: FlightInputs, month: number, count = 4_000): DrawnItem[] =>
  drawRound(flights, month, count, flightsBenchmark.slug);

/** The flights of January that the site offers for training. */
export const drawTrainingFlights = (flights: FlightInputs): DrawnItem[] =>
  drawLateFlights(flights, 1, 20_000);

/**
 * Feedback policy by month of the round. Rounds keep the policy with which they were sealed, so that the demo shows all
 * policies.
 */
export const policyOfMonth: Readonly<Record<number, FeedbackPolicyName>> = {
  2: 'exact-with-budget',
  3: 'exact-with-budget',
  4: 'guarded-ladder',
  5: 'guarded-ladder',
  6: 'final-only',
};

export const demoMaintainer = { name: 'Tidemark demo', email: 'maintainer@demo.invalid' };

/**
 * Rotations every thirty days, beginning with the one that closes the demo's open round; each round is revealed when the next
 * one has closed.
 */
export const flightsSchedule = (firstDay: string) => ({
  schedule: { cadence: { kind: 'days', every: 30, from: firstDay, time: '12:00' }, time_zone: 'UTC' },
  reveals_after_rounds: 1,
});

/** The month of 2001 whose flights are the first round. */
export const firstMonth = 2;

/** The month whose round stays open: earlier rounds have closed, later ones remain sealed. */
export const openMonth = 5;

/**
 * The model inputs of one flight of "Late flights 2001". The test sets also contain the date, which is no model input, since it
 * isn't a number.
 */
export function composeLateFlightsInput({ airports }: Pick<FlightInputs, 'airports'>): ModelInput {
  const features: readonly ModelFeature[] = [
    { name: 'hour', type: 'number' },
    { name: 'distance', type: 'number' },
    { name: 'origin', type: 'category', categories: airports },
    { name: 'destination', type: 'category', categories: airports },
  ];
  return { kind: 'one-tensor', shape: [features.length], features };
}

export const describeLateFlight = (flights: FlightInputs, row: number) => ({
  hour: flights.hour[row]!,
  distance: flights.distance[row]!,
  origin: flights.airports[flights.origin[row]!]!,
  destination: flights.airports[flights.destination[row]!]!,
});
