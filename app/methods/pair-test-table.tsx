import { DataTable, namedOnPhone } from '@/app/_ui/table/data-table';
import { keysOf } from '@/lib/core/keys-of';
import type { Metric } from '@/lib/core/metrics/metric';
import { metrics } from '@/lib/core/metrics/metrics';

type Test = Metric['pairTest'];

const words: Readonly<Record<Test, { title: string; how: string }>> = {
  mcnemar: {
    title: 'Exact McNemar',
    how: 'Of b and c items that only one of the two has right: p = 2·P(X ≥ max(b, c)), X ~ Binomial(b + c, ½), at most 1 (McNemar 1947).',
  },
  'mcnemar-of-positives': {
    title: 'Exact McNemar, positives',
    how: 'The same of the items whose label is the positive class: no other item moves recall.',
  },
  'paired-t': {
    title: 'Paired t test',
    how: 'Student’s t of the paired differences d of the items’ losses, or of θ̂ + Iᵢ, the score plus the item’s influence on it, whose mean is the score (Jaeckel 1972); of areas with DeLong’s variance (1988). Degrees of freedom as for the interval, V_c = n_c·s_c²(d)/n² of each true class. RMSE and R² by the mean squared error that they follow.',
  },
};

const listMetricTitles = (test: Test): string =>
  metrics
    .filter(({ pairTest }) => pairTest === test)
    .map(({ title }) => title)
    .join(', ');

/** By which test two models are told apart, metric by metric. */
export function PairTestTable() {
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
