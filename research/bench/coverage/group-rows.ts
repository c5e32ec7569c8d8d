import { findTruth } from '@/lib/core/scoring/testing/measure-intervals';
import {
  type BinarySetting,
  drawClasses,
  drawRankedScores,
  groupsOf,
  onePlainModel,
} from '@/lib/core/scoring/testing/simulate-samples';
import type { Rng } from '@/lib/core/statistics/rng';
import type { BenchRow } from '../rows/bench-row';
import { distance } from './binary-setting';
import { coverageRow } from './coverage-row';

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

/** Groups of twenty items, which share a fifth of the noise: marked below twenty groups. */
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
