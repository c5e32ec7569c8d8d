import {
  compareSample,
  isAnyPairSignificant,
  summariseDifferences,
} from '@/lib/core/scoring/testing/measure-intervals';
import {
  drawClasses,
  drawRankedScores,
  drawTwoRegressions,
  onePlainModel,
} from '@/lib/core/scoring/testing/simulate-samples';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import { type BenchRow, rowOf } from '../rows/run-rows';
import { percent, scored, tolerance, toleranceOfLevel } from './coverage-row';

const two = { models: 2, shared: 0.5 };
const classes = (n: number, positives: number) => (rng: Rng) =>
  drawClasses(rng, { ...onePlainModel, ...two, n, positives, right: [0.9, 0.7] });
const areas = (n: number, positives: number) => (rng: Rng) =>
  drawRankedScores(rng, { ...scored(n, positives), ...two });
const numbers = (n: number, sigmas: readonly [number, number]) => (rng: Rng) =>
  drawTwoRegressions(rng, { n, sigmas, tail: 0 });
const mean = Math.sqrt(2 / Math.PI);
const groupsOfTwenty = Int32Array.from({ length: 400 }, (_, i) => i % 20);

const usual = 2000;

/** Intervals of numbers resample 2,000 times, which takes as long as all others together where items are many. */
const [resampled, ofLarge] = [600, 200];

/**
 * Coverage of published differences between two models on the same items. The required level is 95 %; the specification names no
 * other figure.
 */
export const differenceRows: readonly BenchRow[] = (
  [
    ['accuracy, 300 items', 'accuracy', classes(300, 150), 0, null, usual],
    ['accuracy, 4,000 items', 'accuracy', classes(4000, 2000), 0, null, usual],
    ['recall of 100 positives', 'recall', classes(1000, 100), 0, null, usual],
    ['macro F1, 500 items, 25 positive', 'macro_f1', classes(500, 25), 0, null, usual],
    ['area, 500 items, 10 positive', 'roc_auc', areas(500, 10), 0, null, usual],
    ['area, 500 items, 50 positive', 'roc_auc', areas(500, 50), 0, null, usual],
    ['MAE, 300 items', 'mae', numbers(300, [1, 1.2]), -0.2 * mean, null, resampled],
    ['RMSE, 300 items, equal', 'rmse', numbers(300, [1, 1]), 0, null, resampled],
    ['RMSE, 300 items, 1 against 1.5', 'rmse', numbers(300, [1, 1.5]), -0.5, null, resampled],
    ['R², 300 items', 'r2', numbers(300, [0.5, 0.7]), 0.24, null, resampled],
    ['R², 1,000 items', 'r2', numbers(1000, [0.5, 0.7]), 0.24, null, resampled],
    ['R², 4,000 items', 'r2', numbers(4000, [0.5, 0.7]), 0.24, null, ofLarge],
    ['R², 300 items, .96 against −.44', 'r2', numbers(300, [0.2, 1.2]), 1.4, null, resampled],
    ['R², 300 items, equal', 'r2', numbers(300, [0.5, 0.5]), 0, null, resampled],
    ['R², 20 groups of 20', 'r2', numbers(400, [0.5, 0.7]), 0.24, groupsOfTwenty, resampled],
    ['MAE, 20 groups of 20', 'mae', numbers(400, [1, 1.2]), -0.2 * mean, groupsOfTwenty, resampled],
  ] as const
).map(([title, metric, draw, truth, groups, repetitions]) =>
  rowOf({
    part: 'differences',
    repetitions,
    measure: (sample) => compareSample(metric, { name: `difference ${title}`, draw, groups }, sample),
    conclude(samples) {
      const { covered, hadInterval, significant } = summariseDifferences(samples, truth);
      const limitedCount = Math.round(hadInterval * samples.length);
      const heldMin = 0.95 - toleranceOfLevel(0.95, limitedCount);
      return {
        line: `difference of ${title}: holds ${percent(covered)} (95 %); has limits ${percent(hadInterval)}, test alone ${percent(significant)}; asked of ${limitedCount} to hold at least ${percent(heldMin)}`,
        isWithin: covered >= heldMin,
      };
    },
  }),
);

const equalModels = (count: number) => ({ models: count, shared: 0.5 });

const equalAreas = (count: number, positives: number) => (rng: Rng) =>
  drawRankedScores(rng, { ...scored(500, positives), ...equalModels(count) });

const equalClasses = (count: number) => (rng: Rng) =>
  drawClasses(rng, { ...onePlainModel, n: 500, positives: 25, right: [0.95, 0.6], ...equalModels(count) });

/** Equal models with a significant pair test: all of these are false positives. */
export const pairRows: readonly BenchRow[] = (
  [
    ['areas of 8 models, 10 positive', 'roc_auc', equalAreas(8, 10), 0.017, 1500],
    ['areas of 8 models, 25 positive', 'roc_auc', equalAreas(8, 25), 0.021, 1500],
    ['areas of 30 models, 25 positive', 'roc_auc', equalAreas(30, 25), 0.01, 300],
    ['macro F1 of 8 models, 25 positive', 'macro_f1', equalClasses(8), 0.041, 1500],
    ['macro F1 of 30 models, 25 positive', 'macro_f1', equalClasses(30), 0.027, 300],
  ] as const
).map(([name, metric, draw, expected, count]) =>
  rowOf({
    part: 'pairs',
    repetitions: count,
    measure: (round) => isAnyPairSignificant(metric, draw(createRng(`${name} ${round}`))),
    conclude(rounds) {
      const told = rounds.filter((isReported) => isReported).length / rounds.length;
      const significantMax = expected + tolerance(expected, rounds.length);
      return {
        line: `${name}: any pair of equals told apart in ${percent(told)} (${percent(expected)}); asked of ${rounds.length} at most ${percent(significantMax)}`,
        isWithin: told <= significantMax,
      };
    },
  }),
);
