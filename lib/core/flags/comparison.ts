import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import type { LabelColumn } from '../scoring/label-column';
import type { LabelledItems } from './compare-submissions';
import { groupTextLabels } from './group-text-labels';

/**
 * How the submissions of a round are compared: by what they have right, where an answer is right or wrong; by the numbers; or by texts
 * that may be partly right.
 */
export type Comparison =
  | ({ readonly kind: 'hits'; readonly bytesPerItem: number } & LabelledItems)
  | { readonly kind: 'numbers'; readonly bytesPerItem: number }
  | { readonly kind: 'texts'; readonly bytesPerItem: number };

/** @param labels of all items @param classCount 0 for regression and text */
export function chooseComparison(metric: MetricName, labels: LabelColumn, classCount: number): Comparison {
  if (labels instanceof Float64Array) return { kind: 'numbers', bytesPerItem: 8 };
  if (labels instanceof Int32Array) {
    const labelCounts = new Array<number>(classCount).fill(0);
    for (const label of labels) labelCounts[label]!++;
    return { kind: 'hits', bytesPerItem: classCount <= 256 ? 2 : 5, labels, labelCounts };
  }
  return metricByName[metric].outcomes.kind === 'zero-one'
    ? { kind: 'hits', bytesPerItem: 9, ...groupTextLabels(metric, labels) }
    : { kind: 'texts', bytesPerItem: 8 };
}
