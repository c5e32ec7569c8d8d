import { formatMonth, formatMonthSpan } from '../flights/demo-calendar';
import type { FlightTable } from '../flights/flight-table';
import type { FlightModel } from '../flights/models/flight-model';
import { trainLogisticRegression } from '../flights/models/train-logistic-regression';
import { trainNaiveBayes } from '../flights/models/train-naive-bayes';
import { selectBalancedRows } from './select-balanced-rows';

/** A model of the exhibit, trained by the demo itself. The teams are made up, the predictions are not. */
export type FreshnessModel = {
  readonly team: string;
  readonly model: string;
  readonly version: string;
  readonly disclosure: string;
  readonly predict: FlightModel;
};

const learners = [
  { name: 'Logistic regression', team: 'Tidemark reference', train: trainLogisticRegression },
  { name: 'Naive Bayes', team: 'Demo team North', train: trainNaiveBayes },
] as const;

/** The largest first: under a ladder a team's later files are then no improvement, and use up nothing. */
export const referenceSizes = [40_000, 10_000, 4_000, 1_000] as const;

/** Of each size a logistic regression, then naive Bayes. A learner's smaller sample is the beginning of its larger one. */
export function trainReference(table: FlightTable, seed: string): FreshnessModel[] {
  const samples = selectForEach(table, 1, referenceSizes[0], seed);
  return referenceSizes.flatMap((size) =>
    trainBoth(
      table,
      samples.map((rows) => rows.slice(0, size)),
      {
        label: formatCount(size),
        lastMonth: 1,
        note: 'trained once, the same version in every round',
      },
    ),
  );
}

/** Trained once as well, on other flights, by teams that nobody vouches for. */
export function trainNewcomers(table: FlightTable, seed: string): FreshnessModel[] {
  return [
    { team: 'Demo team East', size: 40_000 },
    { team: 'Demo team West', size: 4_000 },
  ].flatMap(({ team, size }) =>
    trainBoth(table, selectForEach(table, 1, size, `${seed}:${team}`), {
      label: team.slice('Demo team '.length),
      lastMonth: 1,
      note: 'first entered in April 2001, and again in May',
      team,
    }),
  );
}

/** Made anew for a round, on the months before it. */
export function trainRebuilt(table: FlightTable, lastMonth: number, seed: string): FreshnessModel[] {
  return trainBoth(table, selectForEach(table, lastMonth, 40_000, `${seed}:rebuilt`), {
    label: 'monthly',
    lastMonth,
    note: 'rebuilt for this round',
    team: 'Demo team South',
  });
}

/** The learners have flights of their own, so that they disagree about more than their kind makes them. */
const selectForEach = (table: FlightTable, lastMonth: number, count: number, seed: string): Uint32Array[] =>
  learners.map(({ name }) => selectBalancedRows(table, lastMonth, count, `${seed}:${name}`));

type Training = {
  /** What tells the model from others of its kind. */
  readonly label: string;
  readonly lastMonth: number;
  readonly note: string;
  /** Where it isn't the learner's own. */
  readonly team?: string;
};

function trainBoth(
  table: FlightTable,
  samples: readonly Uint32Array[],
  { label, lastMonth, note, team }: Training,
): FreshnessModel[] {
  return learners.map((learner, l) => ({
    team: team ?? learner.team,
    model: `${learner.name}, ${label}`,
    version: formatMonth(lastMonth),
    disclosure: `${learner.name} on ${formatCount(samples[l]!.length)} flights of ${formatMonthSpan(lastMonth)}, half of them late; ${note}.`,
    predict: learner.train(table, samples[l]!),
  }));
}

const formatCount = (count: number): string => count.toLocaleString('en-US');
