import { metrics } from '@/lib/core/metrics/metrics';
import { MetricFormula } from './metric-formula';

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
          {metrics.map(({ name, title, formula, direction, note }) => (
            <tr key={name}>
              <th scope="row">{title}</th>
              <td className="formula">
                <MetricFormula text={formula} />
              </td>
              <td>{direction}</td>
              <td>{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        Each is tested to agree to 12 digits with scikit-learn’s or scipy’s function of that name on stored
        data with ties, absent classes and single classes; the calibration error and the Brier score of
        several classes, which those lack, with their definitions in numpy. Metrics of texts are tested
        against the values that SQuAD’s script, sacreBLEU and rouge-score publish. Metrics with two bounds are
        printed × 100.
      </p>
    </>
  );
}
