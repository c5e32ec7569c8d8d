import { scoreScale } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';

const tickSteps = [5, 2.5, 2, 1];

/** The largest round step of an axis that is at most `longest`. Successive round steps differ by a factor of at most 2. */
export function chooseStep(longest: number): number {
  const power = 10 ** Math.floor(Math.log10(longest));
  return power * tickSteps.find((step) => step * power <= longest * 1.000001)!;
}

/** Three to seven ticks at round numbers from `low` to `high`. */
export function chooseTicks(low: number, high: number): readonly number[] {
  const step = chooseStep((high - low) / 3);
  const ticks: number[] = [];
  // Computes multiples, since repeated addition of the step would miss 0 by a rounding error.
  for (let count = Math.ceil(low / step); count * step <= high; count++)
    ticks.push(Number((count * step).toPrecision(10)) + 0);
  return ticks;
}

/** Label of a tick on an axis of scores, in the unit that pages use. */
export const formatTick = (metric: MetricName, tick: number): string =>
  Number((tick * scoreScale(metric)).toPrecision(6))
    .toString()
    .replace('-', '−');

/** Label of a tick on an axis of differences, with its sign. */
export const formatDifferenceTick = (metric: MetricName, tick: number): string =>
  tick > 0 ? `+${formatTick(metric, tick)}` : formatTick(metric, tick);
