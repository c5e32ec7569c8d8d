import { findTruth } from '@/lib/core/scoring/testing/measure-intervals';
import { drawNumbers, drawProbabilities } from '@/lib/core/scoring/testing/simulate-samples';
import type { BenchRow } from '../rows/bench-row';
import { coverageRow } from './coverage-row';

const part = 'tails';
const countOf = { 100: 1000, 500: 500, 4000: 60 };
const sizes = [100, 500, 4000] as const;

const numberRows = (
  [
    [0, { 100: [0.92, 0.4], 500: [0.91, 0], 4000: [0.97, 0] }],
    [0.5, { 100: [0.92, 0.66], 500: [0.94, 0.16], 4000: [0.93, 0] }],
    [1, { 100: [0.73, 0.98], 500: [0.85, 0.9], 4000: [0.9, 0.62] }],
    [1.5, { 100: [0.46, 1], 500: [0.66, 1], 4000: [0.73, 0.95] }],
  ] as const
).flatMap(([sigma, cells]) =>
  sizes.map((n) =>
    coverageRow('rmse', {
      part,
      name: `RMSE, ${sigma === 0 ? 'normal errors' : `ln e of spread ${sigma}`}, ${n} items`,
      draw: (rng) => drawNumbers(rng, { n, sigma }),
      truth: () => (sigma === 0 ? 1 : Math.exp(sigma * sigma)),
      count: countOf[n],
      held: cells[n][0],
      marked: cells[n][1],
    }),
  ),
);

const probabilityRows = (
  [
    [
      '1 % confident errors',
      { spread: 0, confidentErrors: 0.01 },
      { 100: [0.64, 1], 500: [0.97, 0.98], 4000: [0.94, 0] },
    ],
    ['ordinary', { spread: 1.5, confidentErrors: 0 }, { 100: [0.95, 0.18], 500: [0.96, 0], 4000: [0.96, 0] }],
  ] as const
).flatMap(([name, setting, cells]) =>
  sizes.map((n) =>
    coverageRow('log_loss', {
      part,
      name: `log loss, ${name}, ${n} items`,
      draw: (rng) => drawProbabilities(rng, { n, ...setting }),
      truth: () => findTruth('log_loss', (rng) => drawProbabilities(rng, { n: 400_000, ...setting })),
      count: countOf[n],
      held: cells[n][0],
      marked: cells[n][1],
    }),
  ),
);

/** Means that a few large errors make. */
export const tailRows: readonly BenchRow[] = [...numberRows, ...probabilityRows];
