import type { MetricName } from '../../metrics/metric-name';
import { computeBaseline } from './baseline';
import type { CollectedLabels, CollectedTestSet } from './collect-test-set';
import type { Fingerprints, LabelSummary } from './fingerprints';
import type { OverlapSearch } from './overlap-search';
import { summariseNumbers } from './summarise-numbers';

/** What later rounds will be compared with, of a set and its comparison with itself. */
export function composeFingerprints(
  set: CollectedTestSet,
  { equalTwins, nearTwins }: Pick<OverlapSearch, 'equalTwins' | 'nearTwins'>,
  metric: MetricName,
): Fingerprints {
  return {
    facts: {
      itemCount: set.itemCount,
      equalCount: equalTwins.filter((count) => count > 0).length,
      nearCount: nearTwins.filter((count) => count > 0).length,
      labels: summariseLabels(set.labels),
      dates: findDates(set.instants),
      baseline: computeBaseline(metric, set.labels),
      columns: set.columns,
      strengths: set.labelLeaks.strengths,
    },
    records: set.records,
  };
}

function summariseLabels(labels: CollectedLabels): LabelSummary {
  if (labels.kind === 'numbers') return { kind: 'numbers', ...summariseNumbers(labels.values) };
  if (labels.kind === 'texts') return { kind: 'texts' };
  const counts = Object.fromEntries(labels.classes.map((name, c) => [name, labels.counts[c]!]));
  return { kind: 'classes', counts };
}

function findDates(instants: Float64Array): { first: number; last: number } | null {
  const dated = instants.filter((instant) => !Number.isNaN(instant)).sort();
  return dated.length === 0 ? null : { first: dated[0]!, last: dated.at(-1)! };
}
