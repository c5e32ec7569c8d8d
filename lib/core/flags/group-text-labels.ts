import type { MetricName } from '../metrics/metric-name';
import { listReferences } from '../metrics/text/text-label';
import type { LabelledItems } from './compare-submissions';
import { encodeAnswers } from './encode-answers';

/** From so many items on a label says how often it is answered right by whoever prefers it. */
const itemCountMin = 30;

/**
 * Labels of texts by their first reference, as the metric sees it: `yes` and `no`, or the letters of choices. Rarer ones are one together,
 * the last: alone, each would say of its few items nothing but what was answered.
 */
export function groupTextLabels(metric: MetricName, labels: readonly string[]): LabelledItems {
  const seen = encodeAnswers(
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
