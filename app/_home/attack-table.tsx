import { formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { DataTable } from '../_ui/table/data-table';
import type { AttackSeries } from './attack-series';

const every = 10;

/** The numbers of the picture: after the first submission and each tenth one. */
export function AttackTable({
  metric,
  columns,
}: {
  metric: MetricName;
  columns: readonly { title: string; series: AttackSeries }[];
}) {
  const count = columns[0]?.series.feedback.length ?? 0;
  const rows = Array.from({ length: count }, (_, i) => i + 1).filter((n) => n === 1 || n % every === 0);
  return (
    <details className="mt-s2 text-small">
      <summary className="w-fit cursor-pointer text-sea">The numbers</summary>
      <DataTable<number>
        look="brief"
        caption="Scores of the file that the attack kept, by the number of its submissions"
        rows={rows}
        keyOf={(n) => n}
        columns={[
          { title: 'Submissions', isRowHeader: true, value: (n) => n },
          ...columns.flatMap(({ title, series }) => [
            {
              title: `${title}: feedback part`,
              align: 'end' as const,
              value: (n: number) => formatScore(metric, series.feedback[n - 1]!),
            },
            {
              title: `${title}: final part`,
              align: 'end' as const,
              value: (n: number) => formatScore(metric, series.final[n - 1]!),
            },
          ]),
        ]}
      />
    </details>
  );
}
