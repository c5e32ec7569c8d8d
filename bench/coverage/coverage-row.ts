import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Scorable } from '@/lib/core/metrics/scorable/scorable';
import { scoreSample, summariseCoverage } from '@/lib/core/scoring/testing/measure-intervals';
import type { Rng } from '@/lib/core/statistics/rng';
import { type BenchRow, rowOf } from '../rows/bench-row';
import { percent, tolerance } from './tolerance';

/** Samples whose intervals are to hold the true score. */
export type SampledScores = {
  readonly part: string;
  readonly name: string;
  readonly draw: (rng: Rng) => Scorable;
  readonly groups?: Int32Array | null;
  /** Taken once the samples are drawn. */
  readonly truth: () => number;
  readonly count: number;
  /** What the specification has: the share that holds the true score, and, where it says so, the share that is marked. */
  readonly held: number;
  readonly marked?: number;
};

/** How often the interval of a score holds the true one, and has the mark. */
export function coverageRow(metric: MetricName, sampled: SampledScores): BenchRow {
  const { part, name, truth, count, held, marked } = sampled;
  return rowOf({
    part,
    repetitions: count,
    measure: (sample) => scoreSample(metric, sampled, sample),
    conclude(samples) {
      const now = summariseCoverage(samples, truth());
      const mark = marked === undefined ? '' : ` (${percent(marked)})`;
      // A share of marks moves with how samples are drawn more than coverage does: five points more are allowed.
      const marksOff = marked === undefined ? 0 : tolerance(marked, samples.length) + 0.05;
      const isMarkWithin = marked === undefined || Math.abs(now.marked - marked) <= marksOff;
      const marks = marked === undefined ? '' : `, with marks off by at most ${percent(marksOff)}`;
      const heldMin = held - tolerance(held, samples.length);
      return {
        line: `${name}: holds ${percent(now.held)} (${percent(held)}); marked ${percent(now.marked)}${mark}; asked of ${samples.length} to hold at least ${percent(heldMin)}${marks}`,
        isWithin: now.held >= heldMin && isMarkWithin,
      };
    },
  });
}
