import type { ScoreChange } from '@/lib/core/errata/erratum';
import { formatDifference, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { CellNote } from '../table/cell-note';
import { type Column, DataTable } from '../table/data-table';
import { None } from '../table/none';

/** Both scores and both ranks of every model that an erratum is about. */
export function ScoreChangesTable({
  changes,
  metric,
}: {
  changes: readonly ScoreChange[];
  metric: MetricName;
}) {
  return (
    <DataTable
      look="records"
      columns={columnsOf(metric)}
      rows={changes}
      keyOf={({ team, model }) => `${team}\n${model}`}
    />
  );
}

/** Side by side `after` is enough of a heading; in a card each says what it is of. */
const columnsOf = (metric: MetricName): readonly Column<ScoreChange>[] => [
  {
    title: 'Model',
    isRowHeader: true,
    value: ({ model, team, version }) => (
      <>
        {model}
        <CellNote>
          {team}, version {version}
        </CellNote>
      </>
    ),
  },
  {
    title: 'before',
    heading: <>{formatMetric(metric)} before</>,
    align: 'end',
    value: ({ score_before: score }) => (score === null ? <None /> : formatScore(metric, score)),
  },
  {
    title: 'after',
    align: 'end',
    value: ({ score_after: score }) => (score === null ? <None /> : <b>{formatScore(metric, score)}</b>),
  },
  {
    title: 'difference',
    heading: 'Difference',
    align: 'end',
    value: ({ score_before: before, score_after: after }) =>
      before === null || after === null ? <None /> : describeDifference(metric, after - before),
  },
  {
    title: 'rank before',
    heading: 'Rank before',
    align: 'end',
    value: ({ rank_before }) => rank_before ?? <None />,
  },
  {
    title: 'rank after',
    heading: 'after',
    align: 'end',
    value: ({ rank_after }) => (rank_after === null ? <None /> : <b>{rank_after}</b>),
  },
];

const describeDifference = (metric: MetricName, difference: number) =>
  difference === 0 ? <span className="text-ink-3">none</span> : formatDifference(metric, difference);
