import { DataTable, namedOnPhone } from '@/app/_ui/table/data-table';
import { metrics } from '@/lib/core/metrics/metrics';
import type { IntervalMethod } from '@/lib/core/statistics/interval';
import { intervalMethods } from '@/lib/core/statistics/interval';
import { replicateCount } from '@/lib/core/statistics/percentile-limits';

const words: Record<IntervalMethod, { title: string; how: string }> = {
  wilson: {
    title: 'Wilson',
    how: 'Score interval without continuity correction: (2k + z² ± z·√(z² + 4k(1 − k/n))) / (2(n + z²)), z = 1.96 (Wilson 1927; Newcombe 1998, method 3).',
  },
  'bootstrap-percentile': {
    title: 'Bootstrap, percentile',
    how: `Items are drawn with replacement ${replicateCount.toLocaleString('en')} times; the limits are the 2.5 % and 97.5 % quantiles of the metric (Efron & Tibshirani 1993). Metrics of the confusion matrix resample its cells, which has the same distribution; chrF and BLEU resample each item’s counts of n-grams (Koehn 2004). The seed is published with the interval.`,
  },
  'bootstrap-bca': {
    title: 'Bootstrap, BCa',
    how: 'In place of the percentile limits where the resamples are biased, |z₀| > 0.1 with Φ(z₀) the share of resamples below the score: the quantiles at Φ(z₀ + (z₀ ± z)/(1 − a(z₀ ± z))), a the acceleration by the jackknife (Efron 1987).',
  },
  'delong-logit-t': {
    title: 'DeLong, logit scale, Student’s t',
    how: 'logit θ̂ ± t·SE/(θ̂(1 − θ̂)), SE by DeLong et al. 1988 (Pepe 2003, section 5.2), t of Student’s with the degrees of Welch and Satterthwaite over the two classes, V = s²/n_c; of several classes, one less than the smallest has items. Where that variance says nothing, Newcombe 2006, method 5.',
  },
  'jackknife-logit-t': {
    title: 'Infinitesimal jackknife, logit scale, Student’s t',
    how: 'logit θ̂ ± t·SE/(θ̂(1 − θ̂)), SE = √(Σ(Iᵢ − Ī)²/(n(n − 1))) of each item’s influence Iᵢ on the score (Jaeckel 1972; Efron 1982, chapter 6), t of Student’s with n⁺ − 1 degrees of freedom for n⁺ positive items; of several classes, of the smallest.',
  },
  'told-standard-error': {
    title: 'Told standard error',
    how: 'Of an open round: the told score ± 1.96 · the told standard error, from nothing that wasn’t told.',
  },
  'jackknife-fisher': {
    title: 'Infinitesimal jackknife, Fisher’s scale',
    how: 'artanh θ̂ ± z·SE/(1 − θ̂²), with the same SE (Fisher 1921; Efron 1982, chapter 6).',
  },
  'cluster-wilson': {
    title: 'Wilson, groups',
    how: 'Wilson’s limits of as many independent items as the grouped ones are worth, n* = min(n, n/deff)·(z/t)², deff the design effect and t of Student’s with one degree of freedom less than there are groups (Korn & Graubard 1998).',
  },
  'cluster-bootstrap-percentile': {
    title: 'Bootstrap of groups, percentile',
    how: 'As the percentile bootstrap, with whole groups drawn instead of items (Field & Welsh 2007).',
  },
  'cluster-bootstrap-bca': {
    title: 'Bootstrap of groups, BCa',
    how: 'As BCa, with whole groups drawn, and left out for the acceleration, instead of items.',
  },
  'cluster-delong-logit': {
    title: 'DeLong, groups, logit scale',
    how: 'As DeLong, with the variance of Obuchowski 1997 for items in groups.',
  },
  'cluster-jackknife-logit': {
    title: 'Infinitesimal jackknife, groups, logit scale',
    how: 'As the infinitesimal jackknife, with the influences of a group’s items added up, SE = √(G/(G − 1)·Σ(Σ Iᵢ)²)/n over G groups (Williams 2000), and Student’s t with G − 1 degrees of freedom in the place of z.',
  },
  'cluster-jackknife-fisher': {
    title: 'Infinitesimal jackknife, groups, Fisher’s scale',
    how: 'The same on Fisher’s scale.',
  },
};

function describeMetrics(method: IntervalMethod): string {
  if (method.startsWith('cluster-')) return 'Items in groups';
  if (method === 'bootstrap-bca') return 'As the percentile bootstrap';
  return metrics
    .filter(({ limits }) => limits.method === method)
    .map(({ title }) => title)
    .join(', ');
}

export function IntervalTable() {
  return (
    <DataTable
      look="reference"
      columns={[
        { title: 'Method', isRowHeader: true, value: (method) => words[method].title },
        { title: 'For', cell: namedOnPhone, value: describeMetrics },
        { title: 'How', value: (method) => words[method].how },
      ]}
      rows={intervalMethods}
      keyOf={(method) => method}
    />
  );
}
