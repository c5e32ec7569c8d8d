import { baselines } from '../../metrics/baselines';
import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import { listReferences } from '../../metrics/text/text-label';
import { findMedian, summariseNumbers } from '../../round/checks/summarise-numbers';
import type { LabelColumn } from '../../scoring/label-column';
import type { Predictions } from '../../submission/predictions';
import { findAnswerDecimals } from '../answer-decimals';
import { computeEditCountMin } from '../edit-count-min';
import { roundToDecimals } from '../round-to-decimals';

/** One answer for every item: a class's index, a probability for each class, a number, or a text. */
export type BaselineAnswer =
  | { readonly kind: 'classes'; readonly label: number }
  | { readonly kind: 'probabilities'; readonly shares: readonly number[] }
  | { readonly kind: 'numbers'; readonly value: number }
  | { readonly kind: 'texts'; readonly text: string };

/**
 * The best constant answer to the feedback part, the ladder's first file to beat: the commonest class (of equal ones the first);
 * where the metric needs probabilities the class shares; the median for absolute errors, else the mean; of texts the commonest, if
 * it is the answer to as many items as an edit must change, and else an empty one: a rarer text is some item's label.
 *
 * It is made from hidden labels, and whoever probes with constant files learns it: their Δ and edit count are taken against
 * it. So it tells no more than a sample of this size tells of the population anyhow: shares and numbers are rounded to a
 * power of ten that isn't above their standard error, a share to one step at least. What it tells is the commonest class,
 * or shares or a centre that are right to about a standard error: nothing about any item.
 *
 * @param labels of the feedback part, at least one
 * @param classCount of the benchmark; 0 for regression
 */
export function findBaselineAnswer(
  metric: MetricName,
  labels: LabelColumn,
  classCount: number,
): BaselineAnswer {
  if (labels.length === 0) throw new RangeError('no items have no baseline');
  if (isOfTexts(labels)) return { kind: 'texts', text: findCommonText(labels) };
  if (labels instanceof Float64Array) return { kind: 'numbers', value: findCentre(metric, labels) };
  const counts = Array.from({ length: classCount }, () => 0);
  for (const label of labels) counts[label]!++;
  if (metricByName[metric].needs === 'probabilities')
    return { kind: 'probabilities', shares: roundShares(counts, labels.length) };
  return { kind: 'classes', label: counts.indexOf(Math.max(...counts)) };
}

/** The baseline as a file of so many items. */
export function repeatBaseline(answer: BaselineAnswer, itemCount: number): Predictions {
  switch (answer.kind) {
    case 'texts':
      return { kind: 'texts', predicted: new Array<string>(itemCount).fill(answer.text) };
    case 'numbers':
      return { kind: 'numbers', predicted: new Float64Array(itemCount).fill(answer.value) };
    case 'classes':
      return {
        kind: 'classes',
        predicted: new Int32Array(itemCount).fill(answer.label),
        probabilities: null,
      };
    case 'probabilities': {
      const { shares } = answer;
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
  const step = 10 ** -findAnswerDecimals('zero-one', 0, itemCount);
  const steps = counts.map((count) => Math.max(1, Math.round(count / itemCount / step)));
  const total = steps.reduce((sum, count) => sum + count, 0);
  return steps.map((count) => count / total);
}

function findCentre(metric: MetricName, labels: Float64Array): number {
  const { mean, sd } = summariseNumbers(labels);
  const centre = metricByName[metric].baseline === baselines.mae ? findMedian(labels) : mean;
  return roundToDecimals(centre, findAnswerDecimals('real', sd / Math.sqrt(labels.length), labels.length));
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
