import { computeChiSquareTail } from '../../statistics/chi-square';
import { summariseNumbers } from '../../statistics/sums';
import { type Check, type CheckOutcome, toWholePercent } from './check';
import type { CollectedLabels } from './collect-test-set';
import type { LabelSummary } from './fingerprints';

const probabilityMax = 0.001;

export const distanceMax = 0.05;

/**
 * Difference of means, as Cohen's d, above which a significant change of numeric labels warns: a small effect (Cohen 1988).
 */
export const meanDifferenceMax = 0.2;

/** Two-sided .001 point of the normal distribution, in standard errors. */
const meanErrorsMax = 3.29;

export const sdRatioMax = 1.5;

export type LastLabels = {
  readonly number: number;
  readonly itemCount: number;
  readonly labels: LabelSummary;
};

/**
 * Checks that the labels are distributed as in the last round.
 * - classes: the total variation distance ½·Σ|p − q|, and Pearson's χ² test of homogeneity
 * - numbers: Cohen's d (the difference of means over the pooled standard deviation), and the ratio of standard deviations
 * - texts aren't compared
 *
 * A difference warns only if it is both significant and large enough to matter. A set with a single class is blocked.
 *
 * Reports distances in whole per cent and hundredths, and p in thousandths.
 */
export function checkClassBalance(labels: CollectedLabels, last: LastLabels | null): Check {
  if (isOfOneClass(labels))
    return withoutNumbers('block', 'All items have the same label, so there is nothing to predict.');
  if (labels.kind === 'texts')
    return withoutNumbers('pass', 'Labels are texts: there are no class shares to compare.');
  if (last === null) return withoutNumbers('pass', 'There is no earlier round to compare the labels with.');
  if (labels.kind === 'classes' && last.labels.kind === 'classes')
    return compareClasses(labels, last.labels.counts, last.number);
  if (labels.kind === 'numbers' && last.labels.kind === 'numbers')
    return compareNumbers(labels.values, last.labels, last);
  throw new Error('two rounds of a benchmark have labels of different kinds');
}

const withoutNumbers = (outcome: CheckOutcome, detail: string): Check => ({
  name: 'class_balance',
  outcome,
  detail,
  numbers: {},
});

function isOfOneClass(labels: CollectedLabels): boolean {
  if (labels.kind === 'texts') return labels.distinctCount < 2;
  return labels.kind === 'classes' && labels.counts.filter((count) => count > 0).length < 2;
}

function compareClasses(
  { classes, counts }: Extract<CollectedLabels, { kind: 'classes' }>,
  earlierCounts: Readonly<Record<string, number>>,
  round: number,
): Check {
  const earlier = classes.map((name) => (Object.hasOwn(earlierCounts, name) ? earlierCounts[name]! : 0));
  const total = sum(counts);
  const earlierTotal = sum(earlier);
  let distance = 0;
  let chiSquare = 0;
  let occurring = 0;
  counts.forEach((count, c) => {
    const other = earlier[c]!;
    distance += Math.abs(count / total - other / earlierTotal) / 2;
    if (count + other === 0) return;
    occurring++;
    chiSquare += (count * earlierTotal - other * total) ** 2 / ((count + other) * total * earlierTotal);
  });
  const probability = occurring < 2 ? 1 : computeChiSquareTail(chiSquare, occurring - 1);
  const lostCount = counts.filter((count, c) => count === 0 && earlier[c]! > 0).length;
  const hasShifted = probability < probabilityMax && distance > distanceMax;
  const percent = toWholePercent(distance);
  const chance = probability < probabilityMax ? `p < ${probabilityMax}` : `p = ${probability.toFixed(3)}`;
  return {
    name: 'class_balance',
    outcome: hasShifted || lostCount > 0 ? 'warn' : 'pass',
    detail: [
      `Class shares differ from round ${round} by ${percent} % of the items (total variation; ${chance} by χ²).`,
      hasShifted ? ' Two draws from the same source would differ by less.' : '',
      lostCount > 0
        ? ` ${lostCount === 1 ? 'One class' : `${lostCount} classes`} of round ${round} no longer ${lostCount === 1 ? 'occurs' : 'occur'}.`
        : '',
    ].join(''),
    numbers: {
      last_round: round,
      total_variation_percent: percent,
      p_value: Number(probability.toFixed(3)),
      lost_class_count: lostCount,
    },
  };
}

function compareNumbers(
  values: Float64Array,
  earlier: { readonly mean: number; readonly sd: number },
  { number, itemCount }: LastLabels,
): Check {
  const { mean, sd } = summariseNumbers(values);
  const n = values.length;
  const pooled = Math.sqrt((n * sd ** 2 + itemCount * earlier.sd ** 2) / (n + itemCount));
  const difference = pooled === 0 ? Math.sign(mean - earlier.mean) : (mean - earlier.mean) / pooled;
  const isClear = Math.abs(difference) > meanErrorsMax * Math.sqrt(1 / n + 1 / itemCount);
  const ratio = earlier.sd === 0 ? 1 : sd / earlier.sd;
  const hasMoved = isClear && Math.abs(difference) > meanDifferenceMax;
  const hasSpread = ratio > sdRatioMax || ratio < 1 / sdRatioMax;
  return {
    name: 'class_balance',
    outcome: hasMoved || hasSpread ? 'warn' : 'pass',
    detail: `Against round ${number} the mean label differs by ${difference.toFixed(2)} pooled standard deviations. The standard deviation is ${toWholePercent(ratio)} % of that round's.${hasMoved || hasSpread ? ' Rounds of one source should differ by less.' : ''}`,
    numbers: {
      last_round: number,
      mean_difference: Number(difference.toFixed(2)),
      sd_percent: toWholePercent(ratio),
    },
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
