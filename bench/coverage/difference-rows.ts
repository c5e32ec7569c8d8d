import { compareSample, summariseDifferences } from '@/lib/core/scoring/testing/measure-intervals';
import {
  drawClasses,
  drawRankedScores,
  drawTwoRegressions,
  onePlainModel,
} from '@/lib/core/scoring/testing/simulate-samples';
import type { Rng } from '@/lib/core/statistics/rng';
import { type BenchRow, rowOf } from '../rows/bench-row';
import { scored } from './binary-setting';
import { percent, tolerance } from './tolerance';

const two = { models: 2, shared: 0.5 };
const classes = (n: number, positives: number) => (rng: Rng) =>
  drawClasses(rng, { ...onePlainModel, ...two, n, positives, right: [0.9, 0.7] });
const areas = (n: number, positives: number) => (rng: Rng) =>
  drawRankedScores(rng, { ...scored(n, positives), ...two });
const numbers = (n: number, sigmas: readonly [number, number]) => (rng: Rng) =>
  drawTwoRegressions(rng, { n, sigmas, tail: 0 });
const mean = Math.sqrt(2 / Math.PI);
const groupsOfTwenty = Int32Array.from({ length: 400 }, (_, i) => i % 20);

/** As it is published, of two models on the same items. 95 % is what is asked of it; the specification names no other figure. */
export const differenceRows: readonly BenchRow[] = (
  [
    ['accuracy, 300 items', 'accuracy', classes(300, 150), 0, null],
    ['accuracy, 4,000 items', 'accuracy', classes(4000, 2000), 0, null],
    ['recall of 100 positives', 'recall', classes(1000, 100), 0, null],
    ['macro F1, 500 items, 25 positive', 'macro_f1', classes(500, 25), 0, null],
    ['area, 500 items, 10 positive', 'roc_auc', areas(500, 10), 0, null],
    ['area, 500 items, 50 positive', 'roc_auc', areas(500, 50), 0, null],
    ['MAE, 300 items', 'mae', numbers(300, [1, 1.2]), -0.2 * mean, null],
    ['RMSE, 300 items, equal', 'rmse', numbers(300, [1, 1]), 0, null],
    ['RMSE, 300 items, 1 against 1.5', 'rmse', numbers(300, [1, 1.5]), -0.5, null],
    ['R², 300 items', 'r2', numbers(300, [0.5, 0.7]), 0.24, null],
    ['R², 1,000 items', 'r2', numbers(1000, [0.5, 0.7]), 0.24, null],
    ['R², 4,000 items', 'r2', numbers(4000, [0.5, 0.7]), 0.24, null],
    ['R², 300 items, .96 against −.44', 'r2', numbers(300, [0.2, 1.2]), 1.4, null],
    ['R², 300 items, equal', 'r2', numbers(300, [0.5, 0.5]), 0, null],
    ['R², 20 groups of 20', 'r2', numbers(400, [0.5, 0.7]), 0.24, groupsOfTwenty],
    ['MAE, 20 groups of 20', 'mae', numbers(400, [1, 1.2]), -0.2 * mean, groupsOfTwenty],
  ] as const
).map(([title, metric, draw, truth, groups]) =>
  rowOf({
    part: 'differences',
    // Of numbers every sample is resampled.
    repetitions: metric === 'mae' || metric === 'rmse' || metric === 'r2' ? 600 : 2000,
    measure: (sample) => compareSample(metric, { name: `difference ${title}`, draw, groups }, sample),
    conclude(samples) {
      const { held, hadLimits, apart } = summariseDifferences(samples, truth);
      return {
        line: `difference of ${title}: holds ${percent(held)} (95 %); has limits ${percent(hadLimits)}, test alone ${percent(apart)}`,
        isWithin: held >= 0.95 - tolerance(0.95, samples.length),
      };
    },
  }),
);
