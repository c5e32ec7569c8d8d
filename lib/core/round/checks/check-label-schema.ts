import type { Check } from './check';
import type { CollectedLabels } from './collect-test-set';
import { toWholePercent } from './format-share';
import { findMedian } from './summarise-numbers';

const repeatedShareMax = 0.5;
/** In robust standard deviations. Honest tails seldom go so far; a wrong unit or a marker like 9999 does. */
const outlierDistance = 30;
/** Makes the median absolute deviation the standard deviation of normal numbers (Hampel 1974). */
const normalFactor = 1.4826;
const namedMax = 10;

/** Whether the labels are what the benchmark says: all its classes, or numbers without a stuck value or a wrong unit. */
export function checkLabelSchema(labels: CollectedLabels): Check {
  return labels.kind === 'classes' ? checkClasses(labels) : checkNumbers(labels.values);
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
  const named = missing.slice(0, namedMax).map((name) => JSON.stringify(name));
  const rest = missing.length > named.length ? ` and ${missing.length - named.length} more` : '';
  return {
    name: 'label_schema',
    outcome: 'warn',
    detail: `${missing.length} of ${classes.length} classes never occur: ${named.join(', ')}${rest}. Metrics that compare classes may have no value.`,
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
  // Rounded up, so that a few among many are still told.
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
        ? `Up to ${outlierPercent} % of the labels lie more than ${outlierDistance} robust standard deviations from the median: is it one unit for all, and no marker for a missing number?`
        : `None lies more than ${outlierDistance} robust standard deviations from the median.`,
    ].join(' '),
    numbers,
  };
}

function findLongestRun(sorted: Float64Array): number {
  let longest = 0;
  let start = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (sorted[i] !== sorted[start]) start = i;
    longest = Math.max(longest, i - start + 1);
  }
  return longest;
}
