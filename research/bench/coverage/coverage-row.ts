import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Scorable } from '@/lib/core/metrics/scorable/scorable';
import { type HeldShare, scoreSample, summariseCoverage } from '@/lib/core/scoring/testing/measure-intervals';
import { onePlainModel } from '@/lib/core/scoring/testing/simulate-samples';
import type { Rng } from '@/lib/core/statistics/rng';
import { type BenchRow, rowOf } from '../rows/run-rows';

/** Samples whose intervals are to hold the true score. */
type SampledScores = {
  readonly part: string;
  readonly name: string;
  readonly draw: (rng: Rng) => Scorable;
  readonly groups?: Int32Array | null;
  /** Taken once the samples are drawn. */
  readonly truth: () => number;
  readonly count: number;
  /** Whether the page says of the metric that heavy tails make its intervals hold less often: no bound is asked. */
  readonly isNoted?: boolean;
};

/** An interval without a mark holds the true score at least so often. */
const heldMin = 0.92;

/** Of fewer intervals nothing is asked. */
const countMin = 100;

/** How often the interval of a score holds the true one, by whether it has the mark. */
export function coverageRow(metric: MetricName, sampled: SampledScores): BenchRow {
  const { part, name, truth, count, isNoted = false } = sampled;
  return rowOf({
    part,
    repetitions: count,
    measure: (sample) => scoreSample(metric, sampled, sample),
    conclude(samples) {
      const { ofMarked, ofUnmarked, missingCount } = summariseCoverage(samples, truth());
      const off = 2 * Math.sqrt((heldMin * (1 - heldMin)) / ofUnmarked.count);
      const missing = missingCount > 0 ? `; ${missingCount} without one` : '';
      return {
        line: `${name}: unmarked ${describeShare(ofUnmarked)}; marked ${describeShare(ofMarked)}${missing}${isNoted ? '; noted' : ''}`,
        isWithin: isNoted || ofUnmarked.count < countMin ? null : ofUnmarked.held >= heldMin - off,
      };
    },
  });
}

const describeShare = ({ count, held }: HeldShare): string =>
  count === 0 ? 'none' : `${count} hold ${percent(held)}`;

/** Repetitions that the other program's figures rest on, the fewest that it names. */
const theirTimes = 400;

/** Three standard errors of the difference of a share, found in so many repetitions, and the specification's. */
export const tolerance = (expected: number, count: number): number =>
  3 * Math.sqrt(Math.max(expected * (1 - expected), 1 / theirTimes) * (1 / count + 1 / theirTimes));

/** The same of a share that is asked for and was found by nobody. */
export const toleranceOfLevel = (level: number, count: number): number =>
  3 * Math.sqrt((level * (1 - level)) / count);

export const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** Scores of the positives lie so many standard deviations above those of the negatives. */
export const distance = 1.2;

/** One model's scores of two classes. */
export const scored = (n: number, positives: number) => ({ ...onePlainModel, n, positives, distance });
