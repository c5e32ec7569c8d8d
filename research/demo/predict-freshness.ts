import { formatMonth, formatMonthSpan } from '@/demo/flights/demo-calendar';
import type { FlightTable } from '@/demo/flights/flight-table';
import {
  drawFreshnessRound,
  type FreshnessRoundPlan,
  freshnessBenchmark,
  freshnessRounds,
  openMonth,
  referenceSizes,
} from '@/demo/freshness/freshness-benchmark';
import type { ShippedModel } from '@/demo/predictions/read-predictions';
import { slugOf } from '@/lib/core/submission/slug';
import type { FlightModel } from './models/flight-model';
import { trainLogisticRegression } from './models/train-logistic-regression';
import { trainNaiveBayes } from './models/train-naive-bayes';
import type { PredictedRound } from './predicted-round';
import { selectBalancedRows } from './select-balanced-rows';

/** The teams are made up, the predictions are not. */
type TrainedModel = ShippedModel & { readonly predict: FlightModel };

const learners = [
  { name: 'Logistic regression', team: 'Tidemark reference', train: trainLogisticRegression },
  { name: 'Naive Bayes', team: 'Demo team North', train: trainNaiveBayes },
] as const;

/**
 * Draws the rounds of the "Freshness exhibit", trains all models and lets them predict. The same table gives the same predictions.
 *
 * @param plans rounds of another size, for tests
 */
export function predictFreshness(
  table: FlightTable,
  plans: readonly Pick<FreshnessRoundPlan, 'month' | 'itemCount'>[] = freshnessRounds,
): PredictedRound[] {
  const reference = trainReference(table);
  const newcomers = trainNewcomers(table);
  return plans.map((plan) => {
    const { month } = plan;
    const items = drawFreshnessRound(table, plan);
    const models = [
      // An open round is compared with none, so the best two say enough of it.
      ...(month === openMonth ? reference.slice(0, 2) : reference),
      ...(month === 4 || month === 5 ? newcomers : []),
      ...(month >= 4 ? trainRebuilt(table, month - 1) : []),
    ].map(({ predict, ...model }) => ({
      ...model,
      values: items.map(({ row }) => (predict(table, row) > 0.5 ? '1' : '0')),
    }));
    return { month, items, models };
  });
}

/** A logistic regression and naive Bayes of each size. A learner's smaller sample is the beginning of its larger one. */
function trainReference(table: FlightTable): TrainedModel[] {
  const samples = selectForEach(table, 1, referenceSizes[0]);
  return referenceSizes.flatMap((size) =>
    trainBoth(
      table,
      samples.map((rows) => rows.slice(0, size)),
      {
        label: formatCount(size),
        lastMonth: 1,
        note: 'trained once, the same version in every round',
        isAnchor: true,
      },
    ),
  );
}

/** Trained once as well, on other flights, by teams that nobody vouches for. */
function trainNewcomers(table: FlightTable): TrainedModel[] {
  return [
    { team: 'Demo team East', size: 40_000 },
    { team: 'Demo team West', size: 4_000 },
  ].flatMap(({ team, size }) =>
    trainBoth(table, selectForEach(table, 1, size, team), {
      label: team.slice('Demo team '.length),
      lastMonth: 1,
      note: 'first entered in April 2001, and again in May',
      isAnchor: false,
      team,
    }),
  );
}

/** Trained anew for a round, on the months before it. */
function trainRebuilt(table: FlightTable, lastMonth: number): TrainedModel[] {
  return trainBoth(table, selectForEach(table, lastMonth, 40_000, 'rebuilt'), {
    label: 'monthly',
    lastMonth,
    note: 'rebuilt for this round',
    isAnchor: false,
    team: 'Demo team South',
  });
}

/** The learners have flights of their own, so that they disagree about more than their kind makes them. */
function selectForEach(table: FlightTable, lastMonth: number, count: number, sample?: string): Uint32Array[] {
  return learners.map(({ name }) => {
    const seed = [freshnessBenchmark.slug, sample, name].filter(Boolean).join(':');
    return selectBalancedRows(table, lastMonth, count, seed);
  });
}

type Training = {
  /** Distinguishes the model from others of its learner. */
  readonly label: string;
  readonly lastMonth: number;
  readonly note: string;
  readonly isAnchor: boolean;
  /** Where it isn't the learner's own. */
  readonly team?: string;
};

function trainBoth(
  table: FlightTable,
  samples: readonly Uint32Array[],
  { label, lastMonth, note, isAnchor, team }: Training,
): TrainedModel[] {
  return learners.map((learner, l) => {
    const model = `${learner.name}, ${label}`;
    return {
      slug: slugOf(model, 'model'),
      team: team ?? learner.team,
      model,
      version: formatMonth(lastMonth),
      isAnchor,
      disclosure: {
        notes: `${learner.name} on ${formatCount(samples[l]!.length)} flights of ${formatMonthSpan(lastMonth)}, half of them late; ${note}.`,
      },
      predict: learner.train(table, samples[l]!),
    };
  });
}

const formatCount = (count: number): string => count.toLocaleString('en-US');
