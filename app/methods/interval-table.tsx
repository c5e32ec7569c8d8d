import { DataTable, namedOnPhone } from '@/app/_ui/table/data-table';
import { metrics } from '@/lib/core/metrics/metrics';
import { type ScoreIntervalMethod, scoreIntervalMethods } from '@/lib/core/statistics/interval';
import { replicateCount } from '@/lib/core/statistics/percentile-limits';

const words: Readonly<Record<ScoreIntervalMethod, { title: string; how: string }>> = {
  wilson: {
    title: 'Wilson',
    how: '(2k + z² ± z·√(z² + 4k(1 − k/n))) / (2(n + z²)), z = 1.96 (Wilson 1927; Newcombe 1998). Groups: of as many independent items as the grouped ones are worth (Korn & Graubard 1998); recall and precision as the logit scale.',
  },
  'logit-t': {
    title: 'Logit scale',
    how: 'logit θ̂ ± t·SE/(θ̂(1 − θ̂)). SE² = Σ(Iᵢ − Ī)²/(n(n − 1)) of each item’s influence Iᵢ on the score (Jaeckel 1972); of an area DeLong et al. 1988. Degrees of freedom: Welch’s over the true classes; average precision n⁺ − 1; texts n − 1. An area above .9 or below .1 takes Newcombe’s limits (2006, method 5) where those are wider.',
  },
  'fisher-t': {
    title: 'Fisher’s scale',
    how: 'artanh θ̂ ± t·SE/(1 − θ̂²), with the same SE (Fisher 1921). Degrees: Welch’s over the true classes; rank correlations n − 1.',
  },
  'log-t': {
    title: 'Logarithm',
    how: 'ln θ̂ ± t·SE/θ̂ with n − 1 degrees; RMSE as half the logarithm of the mean square, R² as ln(1 − R²).',
  },
  bootstrap: {
    title: 'Bootstrap',
    how: `Items, or groups, are drawn with replacement ${replicateCount.toLocaleString('en')} times; the limits are the 2.5 % and 97.5 % quantiles, corrected where resamples are biased (BCa: Efron 1987). The seed is published with the interval.`,
  },
};

const describeMetrics = (method: ScoreIntervalMethod): string =>
  metrics
    .filter(({ limits }) => limits.method === method)
    .map(({ title }) => title)
    .join(', ');

export function IntervalTable() {
  return (
    <DataTable
      look="reference"
      columns={[
        { title: 'Method', isRowHeader: true, value: (method) => words[method].title },
        { title: 'For', cell: namedOnPhone, value: describeMetrics },
        { title: 'How', value: (method) => words[method].how },
      ]}
      rows={scoreIntervalMethods}
      keyOf={(method) => method}
    />
  );
}
