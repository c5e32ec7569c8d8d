import type { Task } from '@/lib/core/benchmark';
import { type MetricName, metricByName, metricNames } from '@/lib/core/metrics/metric-name';
import {
  createRegressionScorable,
  createTextScorable,
  type Scorable,
} from '@/lib/core/metrics/scorable/scorable';
import { findTruth } from '@/lib/core/scoring/testing/measure-intervals';
import {
  drawClasses,
  drawNoiseOfClasses,
  drawRankedScores,
  onePlainModel,
  scoreClasses,
} from '@/lib/core/scoring/testing/simulate-samples';
import { drawBinomial } from '@/lib/core/statistics/discrete-distributions';
import { drawNormal } from '@/lib/core/statistics/normal-distribution';
import type { Rng } from '@/lib/core/statistics/rng';
import type { BenchRow } from '../rows/bench-row';
import { coverageRow } from './coverage-row';

type Draw = (rng: Rng, n: number) => Scorable;

type Design = { readonly name: string; readonly draw: Draw; readonly largeCount: number };

const usual = 2000;

/** A bootstrap draws each sample 2,000 times anew. */
const resampled = 300;

const shares = [0.05, 0.2, 0.5] as const;

const sizes = [300, 1000] as const;

const largeCount = 50_000;

/** Positives are drawn with the items. */
const binary = (n: number, share: number, rng: Rng) => ({
  ...onePlainModel,
  n,
  positives: drawBinomial(rng, n, share),
});

const classDesigns: readonly Design[] = (
  [
    ['usual', [0.9, 0.75]],
    ['few errors', [0.99, 0.97]],
  ] as const
).flatMap(([quality, right]) =>
  shares.map((share) => ({
    name: `${100 * share} % positive, ${quality}`,
    draw: (rng: Rng, n: number) => drawClasses(rng, { ...binary(n, share, rng), right })[0]!,
    largeCount,
  })),
);

const probabilityDesigns: readonly Design[] = [1.2, 2.2, 3].flatMap((distance) =>
  shares.map((share) => ({
    name: `${100 * share} % positive, ${distance} apart`,
    draw: (rng: Rng, n: number) => drawRankedScores(rng, { ...binary(n, share, rng), distance })[0]!,
    largeCount,
  })),
);

const manyShares = [0.05, 0.1, 0.2, 0.25, 0.4];

const manyClassDesigns: readonly Design[] = [2, 5].map((distance) => ({
  name: `five classes, ${distance} apart`,
  draw: (rng, n) =>
    scoreClasses(drawNoiseOfClasses(rng, { n, shares: manyShares, models: 1, shared: 0 }), 0, distance),
  largeCount: 20_000,
}));

const numberDesigns: readonly Design[] = [0.3, 1].map((sigma) => ({
  name: `errors of ${sigma} standard deviations`,
  draw: (rng, n) => {
    const labels = Float64Array.from({ length: n }, () => 10 + drawNormal(rng));
    return createRegressionScorable({
      labels,
      predicted: labels.map((label) => label + sigma * drawNormal(rng)),
    });
  },
  largeCount,
}));

const textDesigns: readonly Design[] = [
  {
    name: 'lines of eight words',
    draw: (rng, n) => {
      const drawWord = () => `w${rng.nextUint32() % 40}`;
      const labels = Array.from({ length: n }, () => Array.from({ length: 8 }, drawWord));
      const predicted = labels.map((words) => {
        const kept = rng.nextUnit();
        return words.map((word) => (rng.nextUnit() < kept ? word : drawWord())).join(' ');
      });
      return createTextScorable({ labels: labels.map((words) => [words.join(' ')]), predicted });
    },
    largeCount: 2000,
  },
];

/** Shares of hits for which these designs have no value; accuracy, top-3 accuracy and exact match have the same intervals. */
const isLeftOut = (name: MetricName): boolean =>
  name === 'choice_accuracy' || name === 'numeric_accuracy' || name === 'top_5_accuracy';

const designsOf = (
  task: Task,
  needs: 'classes' | 'probabilities' | 'numbers' | 'texts',
): readonly Design[] => {
  if (task === 'binary') return needs === 'classes' ? classDesigns : probabilityDesigns;
  if (task === 'multiclass') return manyClassDesigns;
  return task === 'regression' ? numberDesigns : textDesigns;
};

/** Every metric on every design of its tasks. */
export const scoreRows: readonly BenchRow[] = metricNames
  .filter((name) => !isLeftOut(name))
  .flatMap((name) => {
    const { tasks, needs, interval, title } = metricByName[name];
    return tasks
      .flatMap((task) => designsOf(task, needs))
      .flatMap((design) => {
        let known: number | null = null;
        const findOnce = () => {
          known ??= findTruth(name, (rng) => design.draw(rng, design.largeCount));
          return known;
        };
        return sizes.map((n) =>
          coverageRow(name, {
            part: 'scores',
            name: `${title}, ${n} items, ${design.name}`,
            draw: (rng) => design.draw(rng, n),
            truth: findOnce,
            count: interval.method === 'bootstrap' ? resampled : usual,
            isNoted: interval.hasHeavyTails,
          }),
        );
      });
  });
