import { isAnyPairSignificant } from '@/lib/core/scoring/testing/measure-intervals';
import { drawClasses, drawRankedScores, onePlainModel } from '@/lib/core/scoring/testing/simulate-samples';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import { type BenchRow, rowOf } from '../rows/bench-row';
import { scored } from './binary-setting';
import { percent, tolerance } from './tolerance';

const models = (count: number) => ({ models: count, shared: 0.5 });
const areas = (count: number, positives: number) => (rng: Rng) =>
  drawRankedScores(rng, { ...scored(500, positives), ...models(count) });
const classes = (count: number) => (rng: Rng) =>
  drawClasses(rng, { ...onePlainModel, n: 500, positives: 25, right: [0.95, 0.6], ...models(count) });

/** Equal models that tests of pairs tell apart, all falsely. */
export const pairRows: readonly BenchRow[] = (
  [
    ['areas of 8 models, 10 positive', 'roc_auc', areas(8, 10), 0.017, 1500],
    ['areas of 8 models, 25 positive', 'roc_auc', areas(8, 25), 0.021, 1500],
    ['areas of 30 models, 25 positive', 'roc_auc', areas(30, 25), 0.01, 300],
    ['macro F1 of 8 models, 25 positive', 'macro_f1', classes(8), 0.041, 1500],
    ['macro F1 of 30 models, 25 positive', 'macro_f1', classes(30), 0.027, 300],
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
