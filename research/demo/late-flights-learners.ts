import { TREE_COUNT, TREE_DEPTH, trainBoostedTrees } from './models/train-boosted-trees';
import { trainLogisticRegression } from './models/train-logistic-regression';
import {
  type TrainFlightModel,
  trainBaseRate,
  trainHourWeekdayTable,
  trainNaiveBayes,
  trainRouteTable,
} from './models/train-tables';
import type { TrainingSchedule } from './select-training-rows';

/** A model of "Late flights 2001" and its training. `what` begins the notes of its disclosure. */
export type LateFlightsLearner = {
  readonly team: string;
  readonly model: string;
  readonly slug: string;
  readonly schedule: TrainingSchedule;
  readonly trainingRowsMax: number;
  readonly what: string;
  readonly train: TrainFlightModel;
};

const REFERENCE = 'Tidemark reference';
const NORTH = 'Demo team North';
const SOUTH = 'Demo team South';

const LOGISTIC_WHAT =
  'Logistic regression on hour, weekday, distance, airports, route and origin by hour, fitted by Adagrad';
const BOOSTED_WHAT = `Gradient boosting, ${TREE_COUNT} trees of depth ${TREE_DEPTH} on hour, weekday, distance and airport rates`;

/** The models whose predictions the demo ships. Its other models are ONNX files, trained by onnx/train-models.py. */
export const lateFlightsLearners: readonly LateFlightsLearner[] = [
  {
    team: REFERENCE,
    model: 'Base rate',
    slug: 'base-rate',
    schedule: 'frozen',
    trainingRowsMax: 600_000,
    what: 'The same share of late flights for every flight',
    train: trainBaseRate,
  },
  {
    team: REFERENCE,
    model: 'Hour and weekday table',
    slug: 'hour-weekday-table',
    schedule: 'frozen',
    trainingRowsMax: 600_000,
    what: 'Shrunk late rates by hour and weekday',
    train: trainHourWeekdayTable,
  },
  {
    team: REFERENCE,
    model: 'Route table',
    slug: 'route-table',
    schedule: 'frozen',
    trainingRowsMax: 600_000,
    what: 'Shrunk late rates by origin, destination and route',
    train: trainRouteTable,
  },
  {
    team: NORTH,
    model: 'Naive Bayes',
    slug: 'naive-bayes',
    schedule: 'frozen',
    trainingRowsMax: 600_000,
    what: 'Naive Bayes on hour, weekday, origin, destination and distance band',
    train: trainNaiveBayes,
  },
  {
    team: NORTH,
    model: 'Logistic regression, monthly',
    slug: 'logistic-regression-monthly',
    schedule: 'rebuilt',
    trainingRowsMax: 300_000,
    what: LOGISTIC_WHAT,
    train: trainLogisticRegression,
  },
  {
    team: SOUTH,
    model: 'Boosted trees, monthly',
    slug: 'boosted-trees-monthly',
    schedule: 'rebuilt',
    trainingRowsMax: 150_000,
    what: BOOSTED_WHAT,
    train: trainBoostedTrees,
  },
];
