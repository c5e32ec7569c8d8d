import { type MetricName, metricByName } from '../../metrics/metric-name';
import { listReferences } from '../../metrics/text/text-label';
import type { LabelColumn } from '../../scoring/label-column';
import { square } from '../../statistics/exact-math';
import { computeSum, findMedian, summariseNumbers } from '../../statistics/sums';
import type { Predictions } from '../../submission/predictions';
import { computeEditCountMin } from '../count-edits';
import { findReportDecimals, roundToDecimals } from '../rounding';

/**
 * The prediction that a constant baseline makes for every item: a class's index, a probability for each class, a number, or
 * a text.
 */
export type BaselinePrediction =
  | { readonly kind: 'classes'; readonly label: number }
  | { readonly kind: 'probabilities'; readonly shares: readonly number[] }
  | { readonly kind: 'numbers'; readonly value: number }
  | { readonly kind: 'texts'; readonly text: string };

/**
 * The constant prediction that scores best on the feedback split. The ladder uses it as the first current best if the
 * maintainers have submitted no baseline.
 * - classes: the most frequent class (the first of equally frequent ones), but the positive class for precision. For recall
 *   it is the most frequent class too, since no file can beat one that predicts only positives
 * - probabilities: the shares of the classes
 * - numbers: the median for absolute errors, the median weighted by 1/|y| for relative errors, else the mean
 * - texts: the most frequent text if it is the label of at least as many items as the minimum edit, else an empty text,
 *   since a rarer text would disclose single labels
 *
 * The prediction depends on hidden labels. A participant can find it by submitting constant files, since their feedback and
 * edit count refer to it. So it must reveal no more than a sample of this size reveals about the population. Shares and
 * numbers are therefore rounded to a power of ten that isn't above their standard error, a share to one step at least. The
 * rounded prediction reveals the most frequent class, or shares or a centre to about one standard error, and nothing about
 * any item.
 *
 * @param labels of the feedback split, at least one
 * @param classCount of the benchmark; 0 for regression
 */
export function findBaselinePrediction(
  metric: MetricName,
  labels: LabelColumn,
  classCount: number,
): BaselinePrediction {
  if (labels.length === 0) throw new RangeError('no items have no baseline');
  if (isOfTexts(labels)) return { kind: 'texts', text: findCommonText(labels) };
  if (labels instanceof Float64Array) return { kind: 'numbers', value: findCentre(metric, labels) };
  const counts = Array.from({ length: classCount }, () => 0);
  for (const label of labels) counts[label]!++;
  if (metricByName[metric].needs === 'probabilities')
    return { kind: 'probabilities', shares: roundShares(counts, labels.length) };
  const constant = metricByName[metric].ladder?.constant;
  return {
    kind: 'classes',
    label: constant === 'positive-class' ? 1 : counts.indexOf(Math.max(...counts)),
  };
}

/** The constant baseline as a file: the same prediction for each of `itemCount` items. */
export function repeatBaseline(decision: BaselinePrediction, itemCount: number): Predictions {
  switch (decision.kind) {
    case 'texts':
      return { kind: 'texts', predicted: new Array<string>(itemCount).fill(decision.text) };
    case 'numbers':
      return { kind: 'numbers', predicted: new Float64Array(itemCount).fill(decision.value) };
    case 'classes':
      return {
        kind: 'classes',
        predicted: new Int32Array(itemCount).fill(decision.label),
        probabilities: null,
      };
    case 'probabilities': {
      const { shares } = decision;
      return {
        kind: 'probabilities',
        predicted: new Int32Array(itemCount).fill(shares.indexOf(Math.max(...shares))),
        probabilities: Float64Array.from(
          { length: itemCount * shares.length },
          (_, i) => shares[i % shares.length]!,
        ),
      };
    }
  }
}

function roundShares(counts: readonly number[], itemCount: number): number[] {
  const step = 10 ** -findReportDecimals('zero-one', 0, itemCount);
  const steps = counts.map((count) => Math.max(1, Math.round(count / itemCount / step)));
  const total = steps.reduce((sum, count) => sum + count, 0);
  return steps.map((count) => count / total);
}

function findCentre(metric: MetricName, labels: Float64Array): number {
  const { mean, sd } = summariseNumbers(labels);
  const constant = metricByName[metric].ladder?.constant;
  const { centre, error } =
    constant === 'median-of-ratios'
      ? findRatioMedian(labels)
      : {
          centre: constant === 'median' ? findMedian(labels) : mean,
          error: sd / Math.sqrt(labels.length),
        };
  return roundToDecimals(centre, findReportDecimals('real', error, labels.length));
}

/**
 * Finds the constant c with the least Σ |y − c|/|y|: the median of the labels, each weighted by 1/|y|. The standard error of
 * c is half the distance between the two points at which the share of the weights is ½ ± one standard error (Woodruff 1952,
 * JASA 47:635–646).
 */
function findRatioMedian(labels: Float64Array): { readonly centre: number; readonly error: number } {
  const ascending = labels.slice().sort();
  const weights = ascending.map((label) => 1 / Math.max(Math.abs(label), Number.EPSILON));
  const total = computeSum(weights);
  const quantile = (share: number): number => {
    let weight = 0;
    const at = weights.findIndex((own) => {
      weight += own;
      return weight >= share * total;
    });
    return ascending[at === -1 ? ascending.length - 1 : at]!;
  };
  const stray = Math.sqrt(computeSum(weights.map(square))) / total / 2;
  return { centre: quantile(0.5), error: (quantile(0.5 + stray) - quantile(0.5 - stray)) / 2 };
}

const isOfTexts = (labels: LabelColumn): labels is readonly string[] => Array.isArray(labels);

function findCommonText(labels: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const label of labels) {
    const [text = ''] = listReferences(label);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const [text, count] = [...counts].reduce((best, next) =>
    next[1] > best[1] || (next[1] === best[1] && next[0] < best[0]) ? next : best,
  );
  return count >= computeEditCountMin(labels.length) ? text : '';
}
