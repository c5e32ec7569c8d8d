import { metricNames } from '@/lib/core/benchmark';
import { metrics } from '@/lib/core/scoring/metrics';
import { methodOf } from '@/lib/core/scoring/score-limits';
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
    how: `Items are drawn with replacement ${replicateCount.toLocaleString('en')} times; the limits are the 2.5 % and 97.5 % quantiles of the metric (Efron & Tibshirani 1993). Metrics of the confusion matrix resample its cells, which has the same distribution. The seed is published with the interval.`,
  },
  'delong-logit': {
    title: 'DeLong, logit scale',
    how: 'logit θ̂ ± z·SE/(θ̂(1 − θ̂)), SE by DeLong et al. 1988 (Pepe 2003, section 5.2). Where that variance says nothing, Newcombe 2006, method 5.',
  },
  'jackknife-logit': {
    title: 'Infinitesimal jackknife, logit scale',
    how: 'logit θ̂ ± z·SE/(θ̂(1 − θ̂)), SE = √(Σ(Iᵢ − Ī)²/(n(n − 1))) of each item’s influence Iᵢ on the score (Jaeckel 1972; Efron 1982, chapter 6).',
  },
  'jackknife-fisher': {
    title: 'Infinitesimal jackknife, Fisher’s scale',
    how: 'artanh θ̂ ± z·SE/(1 − θ̂²), with the same SE (Fisher 1921; Efron 1982, chapter 6).',
  },
};

export function IntervalTable() {
  return (
    <table className="plain methods-t">
      <thead>
        <tr>
          <th scope="col">Method</th>
          <th scope="col">For</th>
          <th scope="col">How</th>
        </tr>
      </thead>
      <tbody>
        {intervalMethods.map((method) => (
          <tr key={method}>
            <th scope="row">{words[method].title}</th>
            <td>
              {metricNames
                .filter((name) => methodOf[name] === method)
                .map((name) => metrics[name].title)
                .join(', ')}
            </td>
            <td>{words[method].how}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
