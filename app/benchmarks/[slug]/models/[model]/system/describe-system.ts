import type { RoundMeanView, SystemView } from '@/lib/contracts/system';
import {
  chooseDecimals,
  formatDifference,
  formatMetric,
  formatSize,
  isBounded,
} from '@/lib/core/metrics/format-score';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';

/** The gain of renewing, in a sentence or two. */
export function describeGain({
  first,
  gains,
  mean_gain: mean,
  verdict,
  metric,
  rounds_needed,
}: SystemView): string {
  if (!mean) {
    const so = gains.length === 0 ? 'there is none so far' : 'there is one so far';
    return `What renewing is worth needs two rounds in which version ${first ?? '1'} is evaluated beside a newer one; ${so}.`;
  }
  const worth = mean.difference < 0 ? 'cost' : 'was worth';
  const interval = mean.interval && ` (${formatOutcome(metric, mean)})`;
  const sentence = `Renewing ${worth} ${formatAmount(metric, mean.difference)} a round${interval ?? ''}: in ${mean.rounds} rounds the newest version against the first one, on the same items.`;
  return [sentence, describeVerdict(verdict, mean, rounds_needed)].join(' ');
}

function describeVerdict(verdict: SystemView['verdict'], mean: RoundMeanView, needed: number): string {
  if (verdict === 'gained') return 'So this system gained by renewing.';
  if (verdict === 'lost') return 'So this system lost by renewing.';
  return mean.rounds < needed
    ? `A verdict needs ${needed} rounds.`
    : 'That isn’t enough to say that this system gained or lost by it.';
}

/** The change of a version in its first round after its own; null where none is measured. */
export function describeAging({ ages, metric }: SystemView): string | null {
  const first = ages.find(({ age }) => age === 1);
  if (!first) return null;
  const interval = first.interval && ` (${formatOutcome(metric, first)})`;
  const did = first.difference < 0 ? 'lost' : 'gained';
  return `One round later a version had ${did} ${formatAmount(metric, first.difference)}${interval ?? ''} against that round’s own.`;
}

/** `4.50 points`, or `0.352 of mean absolute error`. */
const formatAmount = (metric: MetricName, difference: number): string =>
  `${formatSize(metric, difference)} ${isBounded(metric) ? 'points' : `of ${metricByName[metric].title}`}`;

/** Both ends of the interval, above 0 where better. */
function formatOutcome(metric: MetricName, { difference, interval }: RoundMeanView): string {
  if (!interval) return 'no interval';
  const decimals = chooseDecimals([difference, interval.lower, interval.upper], []);
  return `${formatDifference(metric, interval.lower, decimals)} to ${formatDifference(metric, interval.upper, decimals)}`;
}

/** The figure of gains for readers who can't see it. */
export const describeGains = ({ gains, mean_gain: mean, metric }: SystemView): string =>
  `Newest version minus the first one, ${formatMetric(metric)}, more is better: ${[
    ...gains.map(
      ({ title, difference, is_significant }) =>
        `${title} ${formatDifference(metric, difference)}${is_significant ? ', significant' : ''}`,
    ),
    ...(mean
      ? [`all ${formatDifference(metric, mean.difference)}, 95 % interval ${formatOutcome(metric, mean)}`]
      : []),
  ].join('; ')}.`;

/** The figure of ages for readers who can't see it. */
export const describeAges = ({ ages, metric }: SystemView): string =>
  `Change by age against the version of the same round, ${formatMetric(metric)}, more is better: ${ages
    .map(
      (change) =>
        `age ${change.age} ${formatDifference(metric, change.difference)}, 95 % interval ${formatOutcome(metric, change)}`,
    )
    .join('; ')}.`;
