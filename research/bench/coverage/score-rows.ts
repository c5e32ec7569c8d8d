import type { Task } from '@/lib/core/benchmark';
import { type MetricName, metricByName, metricNames } from '@/lib/core/metrics/metric-name';
import {
  createRegressionScorable,
  createTextScorable,
  type Scorable,
} from '@/lib/core/metrics/scorable/scorable';
import { drawBand, summariseBands } from '@/lib/core/scoring/testing/measure-band';
import { findTruth } from '@/lib/core/scoring/testing/measure-intervals';
import {
  type BinarySetting,
  drawClasses,
  drawNoiseOfClasses,
  drawNumbers,
  drawProbabilities,
  drawRankedScores,
  groupsOf,
  onePlainModel,
  scoreClasses,
} from '@/lib/core/scoring/testing/simulate-samples';
import { drawBinomial } from '@/lib/core/statistics/discrete-distributions';
import { drawNormal } from '@/lib/core/statistics/normal-distribution';
import type { Rng } from '@/lib/core/statistics/rng';
import { type BenchRow, rowOf } from '../rows/run-rows';
import { coverageRow, distance, percent, tolerance } from './coverage-row';

type Draw = (rng: Rng, n: number) => Scorable;

type Design = { readonly name: string; readonly draw: Draw; readonly largeCount: number };

const usual = 2000;

/** The bootstrap resamples each sample 2,000 times. */
const resampled = 300;

const shares = [0.05, 0.2, 0.5] as const;

const sizes = [300, 1000] as const;

const largeCount = 50_000;

/** The number of positives is random. */
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

/** Metrics without a value on these designs, and those with the same intervals as accuracy: top-3 accuracy and exact match. */
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

const part = 'tails';
const count = 2000;

const numberRows = [0, 0.5, 0.75, 1].flatMap((sigma) =>
  [300, 1000].map((n) =>
    coverageRow('rmse', {
      part,
      name: `RMSE, ${sigma === 0 ? 'normal errors' : `ln e of spread ${sigma}`}, ${n} items`,
      draw: (rng) => drawNumbers(rng, { n, sigma }),
      truth: () => (sigma === 0 ? 1 : Math.exp(sigma * sigma)),
      count,
      isNoted: true,
    }),
  ),
);

const probabilityRows = [0.003, 0.01, 0.03].flatMap((confidentErrors) =>
  [300, 1000].map((n) =>
    coverageRow('log_loss', {
      part,
      name: `log loss, ${100 * confidentErrors} % confident errors, ${n} items`,
      draw: (rng) => drawProbabilities(rng, { n, spread: 0, confidentErrors }),
      truth: () =>
        findTruth('log_loss', (rng) => drawProbabilities(rng, { n: 400_000, spread: 0, confidentErrors })),
      count,
    }),
  ),
);

/** Means that depend on a few large errors. */
export const tailRows: readonly BenchRow[] = [...numberRows, ...probabilityRows];

/** Models outside the band of statistical ties, and the width of the band. */
export const bandRows: readonly BenchRow[] = (
  [
    [8, 0.035, 4.1, 4000],
    [30, 0.035, 17.5, 2000],
    [100, 0.032, 62, 400],
  ] as const
).map(([models, outside, size, repetitions]) =>
  rowOf({
    part: 'bands',
    repetitions,
    measure: (round) => drawBand(models, round),
    conclude(rounds) {
      const now = summariseBands(rounds);
      const outsideMax = outside + tolerance(outside, rounds.length);
      return {
        line: `${models} models: a best one outside in ${percent(now.outside)} (${percent(outside)}), band of ${now.size.toFixed(1)} (${size}); asked of ${rounds.length} at most ${percent(outsideMax)} outside, a band within 5 %`,
        isWithin: now.outside <= outsideMax && Math.abs(now.size / size - 1) < 0.05,
      };
    },
  }),
);

const right = [0.8, 0.7] as const;
const grouped = (groups: number): BinarySetting => ({
  ...onePlainModel,
  n: 20 * groups,
  positives: 6 * groups,
  groups,
  ofGroup: 0.2,
});
const draws = {
  macro_f1: (groups: number) => (rng: Rng) => drawClasses(rng, { ...grouped(groups), right })[0]!,
  roc_auc: (groups: number) => (rng: Rng) => drawRankedScores(rng, { ...grouped(groups), distance })[0]!,
};

/** Groups of twenty items that share a fifth of the noise. Intervals of fewer than twenty groups are marked. */
export const groupRows: readonly BenchRow[] = (['macro_f1', 'roc_auc'] as const).flatMap((metric) =>
  ([5, 10, 20, 30] as const).map((groups) =>
    coverageRow(metric, {
      part: 'groups',
      name: `${metric === 'roc_auc' ? 'area' : 'macro F1'}, ${groups} groups of 20`,
      draw: draws[metric](groups),
      groups: groupsOf(grouped(groups)),
      truth: () => findTruth(metric, draws[metric](2000)),
      count: 2000,
    }),
  ),
);
