import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { formatMetric } from '../format-score';
import { PlotAxis } from './plot-axis';
import type { RankingFrame } from './ranking-row';

export function RankingHead({
  frame: { board, scale, columns, quotaPerRound, bandOf },
}: {
  frame: RankingFrame;
}) {
  const leader = board.entries[0]!;
  return (
    <thead>
      <tr>
        <th className="c-rank" scope="col">
          Rank
          {leader.rank_lower !== null && <small>95 %</small>}
        </th>
        <th className="c-model" scope="col">
          Model<small>team, version</small>
        </th>
        <th className="c-score" scope="col">
          Score<small>95 % interval</small>
        </th>
        <th className="c-plot" scope="col">
          <span className="sr-only">Score and interval, drawn</span>
          <PlotAxis metric={board.metric} scale={scale} leader={bandOf} />
        </th>
        <th className="c-ev" scope="col">
          Evidence<small>frozen when?</small>
        </th>
        {columns.secondary.map((name) => (
          <th key={name} className="c-sec text-right whitespace-nowrap" scope="col">
            {formatMetric(name)}
            <small>{metricByName[name].direction} is better</small>
          </th>
        ))}
        <th className="c-sub" scope="col">
          Used<small>of {quotaPerRound}</small>
        </th>
        {columns.hasGap && (
          <th className="c-gap text-right whitespace-nowrap" scope="col">
            Gap<small>feedback − final</small>
          </th>
        )}
        {columns.hasEquated && (
          <th className="c-eq text-right whitespace-nowrap" scope="col">
            Equated<small>to round {board.equating?.base_round}</small>
          </th>
        )}
        <th className="c-date text-right whitespace-nowrap" scope="col">
          Submitted<small>UTC</small>
        </th>
      </tr>
    </thead>
  );
}
