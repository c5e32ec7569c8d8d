import type { ModelSample } from '@/lib/contracts/model-signature';
import { drawRound } from '../flights/draw-round';
import type { FlightInputs } from '../flights/flight-table';
import { describeFlight, howLateInput } from './how-late-items';

const sampleItemCount = 20;

/** January's flights, whose inputs are public. */
const drawSample = (flights: FlightInputs): ModelSample =>
  drawRound(flights, 1, sampleItemCount, 'how-late').map(({ row }) => ({ ...describeFlight(flights, row) }));

export const howLateSlug = 'how-late';

/** The demo's benchmark with hidden inputs: models are sent, and run by the site. */
export const composeHowLateBenchmark = (flights: FlightInputs) => ({
  slug: howLateSlug,
  title: 'How late?',
  description: `Demo with public source data, so inputs and labels could be looked up: how many minutes late is a US domestic flight?

You send a model, and the site runs it on flights that nobody sees before a round is revealed. It runs again on every later month by itself. A model of February that is scored in April was *frozen before the round*, so it can’t have seen it.

**Inputs.** One row of six numbers a flight, as it stands when the flight leaves: hour of departure, weekday (0 is Monday), month, distance in miles, and the places of origin and destination in a list of the thirty busiest airports and \`other\`. **Answer.** One number, the delay in minutes; early flights are below 0.

**Training data.** Flights of January to the month before the round, from the source. Every model of the demo learnt from such flights, by the program in \`research/demo/onnx\`.

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
  model_signature: { input: howLateInput, output: 'number' },
  model_sample: drawSample(flights),
  quota_per_round: 5,
  // The demo lives through four months within one day.
  quota_per_day: 15,
  feedback_policy: 'guarded-ladder',
  feedback_share: 0.3,
  tags: ['tabular', 'transport'],
});
