import { formatMonth, formatMonthSpan } from '@/demo/flights/demo-calendar';
import type { DrawnItem } from '@/demo/flights/draw-round';
import type { FlightTable } from '@/demo/flights/flight-table';
import { drawLateFlights, flightsBenchmark } from '@/demo/flights-benchmark';
import type { ShippedPredictions } from '@/demo/predictions/read-predictions';
import { type Disclosure, undisclosed } from '@/lib/core/model/disclosure';
import { type LateFlightsLearner, lateFlightsLearners } from './late-flights-learners';
import type { FlightModel } from './models/train-tables';
import { computeLastTrainingMonth, selectTrainingRows } from './select-training-rows';

/** June stays sealed, so nothing is submitted in it. */
const submittedMonths = [2, 3, 4, 5] as const;

type TrainedVersion = {
  readonly lastMonth: number;
  readonly trainingRows: number;
  readonly predict: FlightModel;
};

/** Trains every learner of "Late flights 2001" on months before each round. The same table gives the same predictions. */
export function predictLateFlights(table: FlightTable, itemCount?: number): PredictedRound[] {
  const versions = new Map<string, TrainedVersion>();
  return submittedMonths.map((month) => {
    const items = drawLateFlights(table, month, itemCount);
    const models = lateFlightsLearners.map((learner) => {
      const { slug, team, model, schedule } = learner;
      const lastMonth = computeLastTrainingMonth(schedule, month);
      const key = `${slug} ${lastMonth}`;
      const trained = versions.get(key) ?? trainVersion(table, learner, lastMonth);
      versions.set(key, trained);
      return {
        slug,
        team,
        model,
        version: formatMonth(lastMonth),
        isAnchor: schedule === 'frozen',
        disclosure: composeDisclosure(learner, trained),
        values: items.map(({ row }) => formatProbability(trained.predict(table, row))),
      };
    });
    return { month, items, models };
  });
}

/**
 * A probability with six decimals, never 0 or 1, where one wrong flight would make the log loss infinite.
 *
 * @throws if it isn't a probability
 */
export function formatProbability(probability: number): string {
  if (!(probability >= 0 && probability <= 1)) throw new Error(`a model predicts ${probability}`);
  const millionths = Math.min(999_999, Math.max(1, Math.round(probability * 1_000_000)));
  return `0.${String(millionths).padStart(6, '0')}`;
}

function trainVersion(table: FlightTable, learner: LateFlightsLearner, lastMonth: number): TrainedVersion {
  const seed = `${flightsBenchmark.slug}:${learner.slug}`;
  const rows = selectTrainingRows(table, lastMonth, learner.trainingRowsMax, seed);
  return { lastMonth, trainingRows: rows.length, predict: learner.train(table, rows) };
}

/** The code is in this repository, and the flights are public; fitted models are discarded after their predictions. */
const composeDisclosure = (learner: LateFlightsLearner, trained: TrainedVersion): Disclosure => ({
  ...undisclosed,
  training_cutoff: formatMonth(trained.lastMonth),
  external_data: 'none',
  licence: 'Apache-2.0',
  links: [{ kind: 'data', url: 'https://github.com/vega/vega-datasets' }],
  openness: { code: 'open', weights: 'closed', training_data: 'open' },
  notes: composeNotes(learner, trained),
});

function composeNotes(
  { what, schedule }: LateFlightsLearner,
  { trainingRows, lastMonth }: TrainedVersion,
): string {
  const data = `${trainingRows.toLocaleString('en-US')} flights of ${formatMonthSpan(lastMonth)}`;
  return schedule === 'frozen'
    ? `${what}; trained once on ${data}, the same version in every round.`
    : `${what}; rebuilt for this round on ${data}, all of them months past when it opened.`;
}

/** A round of the demo with the predictions of every model, each in the order of the items. */
export type PredictedRound = {
  readonly month: number;
  readonly items: readonly DrawnItem[];
  readonly models: readonly ShippedPredictions[];
};
