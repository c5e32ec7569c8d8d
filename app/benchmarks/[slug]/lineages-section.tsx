import { formatScore } from '@/app/_ui/format-score';
import type { LineageView } from '@/lib/contracts/lineage';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/** The rolling rank of models that were frozen before the rounds that they are compared on. */
export function LineagesSection({
  lineages,
  metric,
}: {
  lineages: readonly LineageView[];
  metric: MetricName;
}) {
  const [first] = lineages;
  if (!first) return null;
  return (
    <section className="sec" id="lineages">
      <div className="sec-head">
        <h2>Over the last rounds</h2>
        <p className="small muted">
          mean score on the scale of round {first.base_round}, over {first.rounds_needed} rounds
        </p>
      </div>
      <p className="measure small">
        Only rounds count before whose opening a model’s version was frozen, so that nothing of them can be in
        it. The error is that of putting scores on one scale.
      </p>
      <table className="cards-t">
        <thead>
          <tr>
            <th scope="col">Rank</th>
            <th scope="col">Model</th>
            <th scope="col" className="num">
              Mean score
            </th>
            <th scope="col">Rounds</th>
          </tr>
        </thead>
        <tbody>
          {lineages.map((lineage) => (
            <tr key={lineage.model_slug}>
              <td data-l="Rank">{lineage.rank ?? 'too few rounds'}</td>
              <th scope="row">
                {lineage.model}
                <span>{lineage.team}</span>
              </th>
              <td className="num" data-l="Mean score">
                {lineage.score !== null && formatScore(metric, lineage.score)}
                {lineage.standard_error !== null && ` ± ${formatScore(metric, lineage.standard_error)}`}
              </td>
              <td data-l="Rounds">{lineage.rounds.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
