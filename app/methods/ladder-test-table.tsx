import { DataTable, namedOnPhone } from '@/app/_ui/table/data-table';
import { keysOf } from '@/lib/core/keys-of';
import type { LadderTest } from '@/lib/core/metrics/metric';
import { metrics } from '@/lib/core/metrics/metrics';

const words: Readonly<Record<LadderTest, { title: string; how: string }>> = {
  mcnemar: {
    title: 'Exact McNemar',
    how: 'One-sided, on the items that only one of the two files has right: p < α (McNemar 1947). Of items in groups: guarded z.',
  },
  'mcnemar-of-positives': {
    title: 'Exact McNemar on positives',
    how: 'The same on the items of the positive class alone. Of items in groups: guarded z.',
  },
  'guarded-z': {
    title: 'Guarded z',
    how: 'z and z′ of paired differences, both above t: of the items’ losses, or else of θ̂ + Iᵢ, the score plus the item’s influence on it (Jaeckel 1972; DeLong et al. 1988). Groups are added up, and t is Student’s on G − 1.',
  },
};

const listMetricTitles = (test: LadderTest): string =>
  metrics
    .filter(({ ladder }) => ladder?.test === test)
    .map(({ title }) => title)
    .join(', ');

/** By which test a ladder decides that one file is better than another, metric by metric. */
export function LadderTestTable() {
  return (
    <DataTable
      look="reference"
      columns={[
        { title: 'Test', isRowHeader: true, value: (test) => words[test].title },
        { title: 'For', cell: namedOnPhone, value: listMetricTitles },
        { title: 'How', value: (test) => words[test].how },
      ]}
      rows={keysOf(words)}
      keyOf={(test) => test}
    />
  );
}
