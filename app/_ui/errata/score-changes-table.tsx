import type { ScoreChange } from '@/lib/core/errata/erratum';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { formatDifference, formatMetric, formatScore } from '../format-score';

/** Both scores and both ranks of every model that an erratum is about. */
export function ScoreChangesTable({
  changes,
  metric,
}: {
  changes: readonly ScoreChange[];
  metric: MetricName;
}) {
  return (
    <table className="cards-t">
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col" className="num">
            {formatMetric(metric)} before
          </th>
          <th scope="col" className="num">
            after
          </th>
          <th scope="col" className="num">
            Difference
          </th>
          <th scope="col" className="num">
            Rank before
          </th>
          <th scope="col" className="num">
            after
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <ScoreChangeRow key={`${change.team}\n${change.model}`} change={change} metric={metric} />
        ))}
      </tbody>
    </table>
  );
}

function ScoreChangeRow({ change, metric }: { change: ScoreChange; metric: MetricName }) {
  const { score_before: before, score_after: after, rank_before, rank_after } = change;
  return (
    <tr>
      <th scope="row">
        {change.model}
        <span>
          {change.team}, version {change.version}
        </span>
      </th>
      <td data-l="before" className="num">
        {before === null ? <None /> : formatScore(metric, before)}
      </td>
      <td data-l="after" className="num">
        {after === null ? <None /> : <b>{formatScore(metric, after)}</b>}
      </td>
      <td data-l="difference" className="num">
        {before === null || after === null ? <None /> : describeDifference(metric, after - before)}
      </td>
      <td data-l="rank before" className="num">
        {rank_before ?? <None />}
      </td>
      <td data-l="rank after" className="num">
        {rank_after === null ? <None /> : <b>{rank_after}</b>}
      </td>
    </tr>
  );
}

const describeDifference = (metric: MetricName, difference: number) =>
  difference === 0 ? <span className="faint">none</span> : formatDifference(metric, difference);

function None() {
  return (
    <span className="faint">
      <span aria-hidden="true">–</span>
      <span className="vh">none</span>
    </span>
  );
}
