import type { RoundMeanView, SystemView } from '@/lib/contracts/system';
import {
  chooseDecimals,
  formatDifference,
  formatMetric,
  formatSize,
  isBounded,
} from '@/lib/core/metrics/format-score';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';

/** Says in a sentence or two by how much a model's newest version is better than its first one on the same items. */
export function describeGain(system: SystemView): string {
  const { first, gains, mean_gain: mean, verdict, rounds_needed } = system;
  if (!mean) {
    const so = gains.length === 0 ? 'there is none so far' : 'there is one so far';
    return `What renewing is worth needs two rounds in which version ${first ?? '1'} is evaluated beside a newer one; ${so}.`;
  }
  const compared = `in ${mean.rounds} rounds the newest version against the first one, on the same items.`;
  return [
    `${describeWorth(system, mean)}: ${compared}`,
    ...(verdict === null ? [] : [`So this system ${verdict} by renewing.`]),
    ...(mean.rounds < rounds_needed ? [`A verdict needs ${rounds_needed} rounds.`] : []),
  ].join(' ');
}

function describeWorth({ metric }: SystemView, mean: RoundMeanView): string {
  const { amount, signed, interval } = formatMean(metric, mean);
  switch (findDirection(mean)) {
    case 'better':
      return `Renewing was worth ${amount} a round${interval}`;
    case 'worse':
      return `Renewing cost ${amount} a round${interval}`;
    case null:
      return `No clear gain or loss by renewing, ${signed} a round${interval}, where above 0 is better`;
  }
}

/** Says how a version compares, one round later, with the version that was made for that round; null if that wasn't measured. */
export function describeAging({ ages, metric }: SystemView): string | null {
  const change = ages.find(({ age }) => age === 1);
  if (!change) return null;
  const { amount, signed, interval } = formatMean(metric, change);
  const against = 'against the version of that round';
  switch (findDirection(change)) {
    case 'better':
      return `One round later a version was still ${amount} better${interval} ${against}.`;
    case 'worse':
      return `One round later a version had lost ${amount}${interval} ${against}.`;
    case null:
      return `One round later a version shows no clear change ${against}, ${signed}${interval}.`;
  }
}

/** The direction of a mean change; null if its interval contains 0 or is missing. */
function findDirection({ interval }: RoundMeanView): 'better' | 'worse' | null {
  if (interval === null) return null;
  if (interval.lower > 0) return 'better';
  return interval.upper < 0 ? 'worse' : null;
}

/**
 * A mean change in several forms: `4.50 points` or `0.054 of mean absolute error`; with a sign, `+4.50`; and its interval `
 * (+3.60 to +5.40)` with the same decimals.
 */
function formatMean(metric: MetricName, mean: RoundMeanView) {
  const decimals = decimalsOf(mean);
  const title = metricByName[metric].title.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  return {
    amount: `${formatSize(metric, mean.difference, decimals)} ${isBounded(metric) ? 'points' : `of ${title}`}`,
    signed: formatDifference(metric, mean.difference, decimals),
    interval: mean.interval === null ? '' : ` (${formatEnds(metric, mean)})`,
  };
}

const decimalsOf = ({ difference, interval }: RoundMeanView): number =>
  chooseDecimals([difference, ...(interval ? [interval.lower, interval.upper] : [])], []);

/** Both ends of the interval of a mean change; above 0 means better. */
function formatEnds(metric: MetricName, mean: RoundMeanView): string {
  const { interval } = mean;
  if (!interval) return 'none';
  return [interval.lower, interval.upper]
    .map((end) => formatDifference(metric, end, decimalsOf(mean)))
    .join(' to ');
}

/** The figure of gains as a text, for readers who can't see it. */
export const describeGains = ({ gains, mean_gain: mean, metric }: SystemView): string =>
  `Newest version minus the first one, ${formatMetric(metric)}, above 0 is better: ${[
    ...gains.map(
      ({ title, difference, is_significant }) =>
        `${title} ${formatDifference(metric, difference)}${is_significant ? ', significant' : ''}`,
    ),
    ...(mean
      ? [`all ${formatDifference(metric, mean.difference)}, 95 % interval ${formatEnds(metric, mean)}`]
      : []),
  ].join('; ')}.`;

/** The figure of score differences by a version's age in rounds, as a text for readers who can't see it. */
export const describeAges = ({ ages, metric }: SystemView): string =>
  `Change by age against the version of the same round, ${formatMetric(metric)}, above 0 is better: ${ages
    .map(
      (change) =>
        `age ${change.age} ${formatDifference(metric, change.difference)}, 95 % interval ${formatEnds(metric, change)}`,
    )
    .join('; ')}.`;
