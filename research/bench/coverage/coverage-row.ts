import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Scorable } from '@/lib/core/metrics/scorable/scorable';
import {
  type CoveredShare,
  scoreSample,
  summariseCoverage,
} from '@/lib/core/scoring/testing/measure-intervals';
import { onePlainModel } from '@/lib/core/scoring/testing/simulate-samples';
import type { Rng } from '@/lib/core/statistics/rng';
import { type BenchRow, rowOf } from '../rows/run-rows';

/** Samples whose intervals must contain the true score. */
type SampledScores = {
  readonly part: string;
  readonly name: string;
  readonly draw: (rng: Rng) => Scorable;
  readonly groups?: Int32Array | null;
  /** Computed after the samples are drawn. */
  readonly truth: () => number;
  readonly count: number;
  /** True where the page warns that heavy tails reduce the metric's coverage: no bound is required. */
  readonly isNoted?: boolean;
};

/** Minimum coverage of an unmarked interval. */
const heldMin = 0.92;

/** Below this number of intervals no bound is required. */
const countMin = 100;

/** Coverage of a score's intervals, marked and unmarked. */
export function coverageRow(metric: MetricName, sampled: SampledScores): BenchRow {
  const { part, name, truth, count, isNoted = false } = sampled;
  return rowOf({
    part,
    repetitions: count,
    measure: (sample) => scoreSample(metric, sampled, sample),
    conclude(samples) {
      const { ofUnreliable, ofReliable, missingCount } = summariseCoverage(samples, truth());
      const off = 2 * Math.sqrt((heldMin * (1 - heldMin)) / ofReliable.count);
      const missing = missingCount > 0 ? `; ${missingCount} without one` : '';
      return {
        line: `${name}: unmarked ${describeShare(ofReliable)}; marked ${describeShare(ofUnreliable)}${missing}${isNoted ? '; noted' : ''}`,
        isWithin: isNoted || ofReliable.count < countMin ? null : ofReliable.covered >= heldMin - off,
      };
    },
  });
}

const describeShare = ({ count, covered }: CoveredShare): string =>
  count === 0 ? 'none' : `${count} hold ${percent(covered)}`;

/** Repetitions behind the specification's figures: the smallest number that it names. */
const theirTimes = 400;

/** Three standard errors of the difference between a share found in `count` repetitions and the specification's share. */
export const tolerance = (expected: number, count: number): number =>
  3 * Math.sqrt(Math.max(expected * (1 - expected), 1 / theirTimes) * (1 / count + 1 / theirTimes));

/** Three standard errors of a share that is required by a level, without a measured reference. */
export const toleranceOfLevel = (level: number, count: number): number =>
  3 * Math.sqrt((level * (1 - level)) / count);

export const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** Mean score of the positives above that of the negatives, in standard deviations. */
export const distance = 1.2;

/** One model's scores of two classes. */
export const scored = (n: number, positives: number) => ({ ...onePlainModel, n, positives, distance });
