import type { MetricName } from '@/lib/core/benchmark';
import { metricNames } from '@/lib/core/benchmark';
import { metrics } from '@/lib/core/scoring/metrics';

const words: Record<MetricName, { formula: React.ReactNode; note: string }> = {
  accuracy: {
    formula: '(1/n) · Σ [ŷᵢ = yᵢ]',
    note: 'Share of items whose predicted class is the label.',
  },
  balanced_accuracy: {
    formula: (
      <>
        (1/|P|) · Σ<sub>c</sub> TP<sub>c</sub>/n<sub>c</sub>
      </>
    ),
    note: 'Mean recall over the classes that occur among the labels, without adjustment for chance (Brodersen et al. 2010).',
  },
  macro_f1: {
    formula: (
      <>
        (1/|C|) · Σ<sub>c</sub> 2·TP<sub>c</sub>/(2·TP<sub>c</sub> + FP<sub>c</sub> + FN<sub>c</sub>)
      </>
    ),
    note: 'Mean over the classes that occur among labels or predictions (Opitz & Burst 2019, arXiv 1911.03347).',
  },
  log_loss: {
    formula: '−(1/n) · Σ ln p̂ᵢ(yᵢ)',
    note: 'In nats; probabilities are clipped to [ε, 1 − ε], ε = 2⁻⁵², and rows divided by their sum (Good 1952).',
  },
  roc_auc: {
    formula: 'P(s₊ > s₋) + ½ · P(s₊ = s₋)',
    note: 'Area under the ROC curve (Hanley & McNeil 1982); several classes: mean of each against the rest (Provost & Domingos 2000).',
  },
  mae: { formula: '(1/n) · Σ |yᵢ − ŷᵢ|', note: 'In the unit of the target.' },
  rmse: { formula: '√((1/n) · Σ (yᵢ − ŷᵢ)²)', note: 'In the unit of the target.' },
  r2: {
    formula: '1 − Σ (yᵢ − ŷᵢ)² / Σ (yᵢ − ȳ)²',
    note: '0 is what predicting the mean label gets; no lower bound.',
  },
};

export function MetricTable() {
  return (
    <>
      <table className="plain methods-t">
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col">Formula</th>
            <th scope="col">Better</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {metricNames.map((name) => (
            <tr key={name}>
              <th scope="row">{metrics[name].title}</th>
              <td className="formula">{words[name].formula}</td>
              <td>{metrics[name].direction}</td>
              <td>{words[name].note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        Each is tested to agree with scikit-learn’s function of that name on stored data with ties, absent
        classes and single classes. Metrics between 0 and 1 are printed × 100.
      </p>
    </>
  );
}
