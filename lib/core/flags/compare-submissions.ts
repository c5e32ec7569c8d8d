import { type MetricName, metricByName } from '../metrics/metric-name';
import { listReferences } from '../metrics/text/text-label';
import { normaliseAnswer } from '../metrics/text/words';
import { hashText } from '../round/checks/hash-text';
import type { LabelColumn } from '../scoring/label-column';
import type { CopyPair } from './near-copies';
import type { JudgedSubmission } from './predicted-submission';

/**
 * The label of each item as an index, and the number of items with each label. For texts, rare labels form one group
 * (`groupTextLabels`).
 */
export type LabelledItems = { readonly labels: Int32Array; readonly labelCounts: readonly number[] };

/** Counts the right predictions among the items of each label. O(n). */
export function countCorrectByLabel(
  { labels, labelCounts }: LabelledItems,
  { hits }: Pick<JudgedSubmission, 'hits'>,
): Int32Array {
  const counts = new Int32Array(labelCounts.length);
  for (let j = 0; j < labels.length; j++) if (hits[j] === 1) counts[labels[j]!]!++;
  return counts;
}

/**
 * Compares two submissions item by item. O(n).
 * @param correct right predictions of each submission, by label
 */
export function compareSubmissions(
  { labels, labelCounts }: LabelledItems,
  first: JudgedSubmission,
  second: JudgedSubmission,
  correct: { readonly first: Int32Array; readonly second: Int32Array },
): CopyPair {
  const a = first.predicted;
  const b = second.predicted;
  let predictionDifferences = 0;
  let correctnessDifferences = 0;
  for (let j = 0; j < labels.length; j++) {
    if (a[j] === b[j]) continue;
    predictionDifferences++;
    if (first.hits[j] !== second.hits[j]) correctnessDifferences++;
  }
  return {
    first: first.submission,
    second: second.submission,
    byLabel: labelCounts.flatMap((itemCount, label) =>
      itemCount === 0
        ? []
        : [
            {
              itemCount,
              firstCorrectCount: correct.first[label]!,
              secondCorrectCount: correct.second[label]!,
            },
          ],
    ),
    correctnessDifferences,
    predictionDifferences,
  };
}

/**
 * Kind of comparison of a round's submissions: by right predictions if each prediction is right or wrong, by predicted numbers,
 * or by texts that may be partly right.
 */
export type Comparison =
  | ({ readonly kind: 'hits'; readonly bytesPerItem: number } & LabelledItems)
  | { readonly kind: 'numbers'; readonly bytesPerItem: number }
  | { readonly kind: 'texts'; readonly bytesPerItem: number };

/**
 * Chooses how the submissions of a round are compared.
 * @param labels of all items
 * @param classCount 0 for regression and text
 */
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

/** Minimum number of items of a label for an estimate of how often models are right on it. */
const itemCountMin = 30;

/**
 * Groups the labels of texts by their first reference, in the form in which the metric compares it, such as `yes` and `no`,
 * or the letters of choices. Rare labels form one last group, since each of them alone would have too few items.
 */
export function groupTextLabels(metric: MetricName, labels: readonly string[]): LabelledItems {
  const seen = encodeTexts(
    metric,
    labels.map((label) => listReferences(label)[0]!),
  );
  const counts = new Map<number, number>();
  for (const value of seen) counts.set(value, (counts.get(value) ?? 0) + 1);
  const frequent = [...counts.keys()].filter((value) => counts.get(value)! >= itemCountMin);
  const indexOf = new Map(frequent.map((value, index) => [value, index]));
  const indices = Int32Array.from(seen, (value) => indexOf.get(value) ?? frequent.length);
  const labelCounts = new Array<number>(frequent.length + 1).fill(0);
  for (const index of indices) labelCounts[index]!++;
  return { labels: indices, labelCounts };
}

/**
 * Encodes texts as numbers. Two texts have the same number if the metric treats them as the same; for metrics with partly
 * right texts, if they are the same except for case, punctuation and articles. The number is 52 bits of a hash, so different
 * texts collide once in 4·10¹⁵. A text in which the metric finds no choice or number is −∞.
 */
export function encodeTexts(metric: MetricName, texts: readonly string[]): Float64Array {
  const read = metricByName[metric].readPrediction ?? normaliseAnswer;
  return Float64Array.from(texts, (text) => {
    const seen = read(text);
    if (typeof seen !== 'string') return seen ?? Number.NEGATIVE_INFINITY;
    const [low, high] = hashText(seen);
    return low + (high % 2 ** 20) * 2 ** 32;
  });
}
