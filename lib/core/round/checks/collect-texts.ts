import type { MetricName } from '../../metrics/metric-name';
import { metrics } from '../../metrics/metrics';
import { listReferences } from '../../metrics/text/text-label';
import { normaliseAnswer } from '../../metrics/text/words';

/** Labels of texts, by column, in file order. The texts themselves aren't kept. */
export type CollectedTexts = {
  readonly kind: 'texts';
  /** Equal for items that accept the same texts after normalisation; numbered by first appearance. */
  readonly indices: Int32Array;
  readonly distinctCount: number;
  /** Characters of each item's first reference. */
  readonly lengths: Float64Array;
  /** Number of items that accept the most accepted text: the hits of the best constant prediction. */
  readonly commonestCount: number;
  /** Number of labels that a metric can't use, or compares with nothing; by its `labelRule`. */
  readonly unfitCounts: Readonly<Partial<Record<MetricName, number>>>;
};

export type TextsCollector = { add(label: string): void; finish(): CollectedTexts };

/** Gathers facts about text labels for the checks. Memory: the distinct texts, normalised. */
export function createTextsCollector(): TextsCollector {
  const indexOf = new Map<string, number>();
  const acceptingCount = new Map<string, number>();
  const indices: number[] = [];
  const lengths: number[] = [];
  const unfitCounts: Partial<Record<MetricName, number>> = {};
  return {
    add(label) {
      const references = listReferences(label);
      const answers = [...new Set(references.map(normaliseAnswer))].sort();
      const key = answers.join('\n');
      if (!indexOf.has(key)) indexOf.set(key, indexOf.size);
      indices.push(indexOf.get(key)!);
      lengths.push(references[0]!.length);
      for (const answer of answers) acceptingCount.set(answer, (acceptingCount.get(answer) ?? 0) + 1);
      for (const { name, labelRule } of metrics)
        if (labelRule && !labelRule.fits(references)) unfitCounts[name] = (unfitCounts[name] ?? 0) + 1;
    },
    finish: () => ({
      kind: 'texts',
      indices: Int32Array.from(indices),
      distinctCount: indexOf.size,
      lengths: Float64Array.from(lengths),
      commonestCount: [...acceptingCount.values()].reduce((most, count) => Math.max(most, count), 0),
      unfitCounts,
    }),
  };
}
