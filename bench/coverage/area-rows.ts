import { findTruth } from '@/lib/core/scoring/testing/measure-intervals';
import { drawRankedScores } from '@/lib/core/scoring/testing/simulate-samples';
import { computeNormalCdf } from '@/lib/core/statistics/normal-distribution';
import type { BenchRow } from '../rows/bench-row';
import { distance, scored } from './binary-setting';
import { coverageRow } from './coverage-row';

const part = 'areas';
const count = 2000;

/** Areas of two classes, of which few items are positive. */
export const areaRows: readonly BenchRow[] = [
  ...(
    [
      [100, 5, 0.919],
      [200, 10, 0.941],
      [500, 10, 0.942],
      [1000, 10, 0.92],
    ] as const
  ).map(([n, positives, held]) =>
    coverageRow('roc_auc', {
      ...{ part, count, held },
      name: `area, ${n} items, ${positives} positive`,
      draw: (rng) => drawRankedScores(rng, scored(n, positives))[0]!,
      truth: () => computeNormalCdf(distance / Math.SQRT2),
    }),
  ),
  ...(
    [
      [100, 0.97],
      [200, 0.94],
      [500, 0.94],
    ] as const
  ).map(([n, held]) =>
    coverageRow('average_precision', {
      ...{ part, count, held },
      name: `average precision, ${n} items, ${n / 20} positive`,
      draw: (rng) => drawRankedScores(rng, scored(n, n / 20))[0]!,
      truth: () => findTruth('average_precision', (rng) => drawRankedScores(rng, scored(100_000, 5000))[0]!),
    }),
  ),
];
