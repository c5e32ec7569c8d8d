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
  'paired-bootstrap': {
    title: 'Paired bootstrap',
    how: 'Every resample draws the same items for all models. p = 2·max(share of resamples on the far side of 0, tail of Student’s t beyond |d|/SE), SE the standard error of the paired differences (Efron & Tibshirani 1993, chapter 16). RMSE and R² by the mean squared error that they follow.',
  },
  'paired-jackknife': {
    title: 'Paired influences',
    how: 'Student’s t of the paired differences of θ̂ + Iᵢ, the score plus the item’s influence on it, whose mean is the score. It is the infinitesimal jackknife (Jaeckel 1972; Efron 1982, chapter 6).',
  },
  'paired-jackknife-of-classes': {
    title: 'Paired influences, classes',
    how: 'The same paired differences d, with the degrees of freedom of Welch and Satterthwaite over the true classes, (ΣV_c)²/Σ(V_c²/(n_c − 1)), V_c = n_c·s_c²(d)/n² (Satterthwaite 1946; Welch 1947). A class of few items makes the test careful.',
  },
  'paired-jackknife-of-positives': {
    title: 'Paired influences, positives',
    how: 'The same with n⁺ − 1 degrees of freedom for n⁺ positive items; of several classes, of the smallest.',
  },
  'paired-delong-of-classes': {
    title: 'DeLong, classes',
    how: 'Student’s t of the difference of two areas, with the variance of the paired differences of the items’ placements within each class (DeLong et al. 1988), and the degrees of Welch and Satterthwaite; of several classes, one less than the smallest has items.',
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
