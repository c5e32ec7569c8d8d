import { findTruth } from '@/lib/core/scoring/testing/measure-intervals';
import { drawNumbers, drawProbabilities } from '@/lib/core/scoring/testing/simulate-samples';
import type { BenchRow } from '../rows/bench-row';
import { coverageRow } from './coverage-row';

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

/** Means that a few large errors make. */
export const tailRows: readonly BenchRow[] = [...numberRows, ...probabilityRows];
