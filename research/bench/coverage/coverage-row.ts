import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Scorable } from '@/lib/core/metrics/scorable/scorable';
import {
  type CoveredShare,
  scoreSample,
  summariseCoverage,
} from '@/lib/core/scoring/testing/measure-intervals';
import type { Rng } from '@/lib/core/statistics/rng';
import { type BenchRow, rowOf } from '../rows/bench-row';
import { percent } from './tolerance';

/** Samples whose intervals are to hold the true score. */
export type SampledScores = {
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
