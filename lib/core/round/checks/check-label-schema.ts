import { type MetricName, metricByName } from '../../metrics/metric-name';
import { findMedian } from '../../statistics/sums';
import { type Check, listNames, toWholePercent } from './check';
import type { CollectedLabels, CollectedTexts } from './collect-test-set';

export const repeatedShareMax = 0.5;

/**
 * Distance of an outlier from the median in robust standard deviations. Values of real distributions rarely reach so far;
 * values in a wrong unit or placeholders like 9999 do.
 */
const outlierDistance = 30;

/** Factor from the median absolute deviation to the standard deviation, for normal numbers (Hampel 1974). */
const normalFactor = 1.4826;

/**
 * Checks that the labels fit the benchmark: all its classes, numbers without a constantly repeated value or a wrong unit, or
 * texts that its metrics can compare predictions with.
 */
export function checkLabelSchema(
  labels: CollectedLabels,
  metric: MetricName,
  secondaryMetrics: readonly MetricName[],
): Check {
  switch (labels.kind) {
    case 'classes':
      return checkClasses(labels);
    case 'numbers':
      return checkNumbers(labels.values);
    case 'texts':
      return checkTexts(labels, metric, secondaryMetrics);
  }
}

function checkClasses({ classes, counts }: Extract<CollectedLabels, { kind: 'classes' }>): Check {
  const missing = classes.filter((_, c) => counts[c] === 0);
  const numbers = { class_count: classes.length, missing_count: missing.length };
  if (missing.length === 0)
    return {
      name: 'label_schema',
      outcome: 'pass',
      detail: `Each of the benchmark's ${classes.length} classes occurs.`,
      numbers,
    };
  return {
    name: 'label_schema',
    outcome: 'warn',
    detail: `Classes without items: ${listNames(missing)} (${missing.length} of ${classes.length}). Metrics that compare classes may have no value.`,
    numbers,
  };
}

function checkNumbers(values: Float64Array): Check {
  const repeatedShare = findLongestRun(values.slice().sort()) / values.length;
  const median = findMedian(values);
  const deviation = normalFactor * findMedian(values.map((value) => Math.abs(value - median)));
  const outliers =
    deviation === 0
      ? 0
      : values.filter((value) => Math.abs(value - median) > outlierDistance * deviation).length;
  const repeatedPercent = toWholePercent(repeatedShare);
  // Rounded up, so that a few outliers among many numbers are still reported.
  const outlierPercent = Math.ceil((100 * outliers) / values.length);
  const numbers = { repeated_percent: repeatedPercent, outlier_percent: outlierPercent };
  if (repeatedShare === 1)
    return {
      name: 'label_schema',
      outcome: 'block',
      detail: 'All labels are the same number, so there is nothing to predict.',
      numbers,
    };
  const isStuck = repeatedShare > repeatedShareMax;
  return {
    name: 'label_schema',
    outcome: isStuck || outliers > 0 ? 'warn' : 'pass',
    detail: [
      isStuck
        ? `One number is the label of ${repeatedPercent} % of the items.`
        : `No number is the label of more than ${repeatedPercent} % of the items, in whole per cent.`,
      outliers > 0
        ? `Up to ${outlierPercent} % of the labels are more than ${outlierDistance} robust standard deviations from the median. Check for a second unit and for markers of missing values.`
        : `None is more than ${outlierDistance} robust standard deviations from the median.`,
    ].join(' '),
    numbers,
  };
}

function checkTexts(labels: CollectedTexts, metric: MetricName, secondary: readonly MetricName[]): Check {
  const itemCount = labels.indices.length;
  const commonPercent = toWholePercent(labels.commonestCount / itemCount);
  // Rounded up, so that a few unusable labels among many are still reported.
  const unfitPercent = (name: MetricName) => Math.ceil((100 * (labels.unfitCounts[name] ?? 0)) / itemCount);
  const unfit = [metric, ...secondary].filter((name) => unfitPercent(name) > 0);
  const isBlocked = unfit.includes(metric) && refusalOf(metric) !== null;
  const isStuck = labels.commonestCount / itemCount > repeatedShareMax;
  const words = unfit.map((name) => {
    const why = refusalOf(name);
    return why === null
      ? `Up to ${unfitPercent(name)} % of the labels have no words for ${metricByName[name].title} to compare.`
      : `Up to ${unfitPercent(name)} % of the labels ${why}: ${metricByName[name].title} has no value with them.`;
  });
  return {
    name: 'label_schema',
    outcome: isBlocked ? 'block' : isStuck || unfit.length > 0 ? 'warn' : 'pass',
    detail: [
      isStuck
        ? `One text is accepted by ${commonPercent} % of the items.`
        : `No text is accepted by more than ${commonPercent} % of the items, in whole per cent.`,
      ...words,
    ].join(' '),
    numbers: { repeated_percent: commonPercent, unfit_percent: unfitPercent(metric) },
  };
}

/** Reason to refuse labels with which the metric is undefined; null if such labels only lack words to compare. */
const refusalOf = (metric: MetricName): string | null => metricByName[metric].labelRule?.refusal ?? null;

function findLongestRun(sorted: Float64Array): number {
  let longest = 0;
  let start = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (sorted[i] !== sorted[start]) start = i;
    longest = Math.max(longest, i - start + 1);
  }
  return longest;
}
