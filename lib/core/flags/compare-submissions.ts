import type { CopyPair } from './near-copies';
import type { JudgedSubmission } from './predicted-submission';

/**
 * The label of each item as an index, and how many items have each; of texts labels that are rare are one
 * (`groupTextLabels`).
 */
export type LabelledItems = { readonly labels: Int32Array; readonly labelCounts: readonly number[] };

/** Of each label, how many of its items are predicted right. O(n). */
export function countCorrectByLabel(
  { labels, labelCounts }: LabelledItems,
  { hits }: Pick<JudgedSubmission, 'hits'>,
): Int32Array {
  const counts = new Int32Array(labelCounts.length);
  for (let j = 0; j < labels.length; j++) if (hits[j] === 1) counts[labels[j]!]!++;
  return counts;
}

/** What two submissions share. O(n). @param correct of each, by label */
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
