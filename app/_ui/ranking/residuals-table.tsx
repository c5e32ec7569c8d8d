import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { isBounded } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { DataTable } from '../table/data-table';

export type Residual = NonNullable<LeaderboardView['equating']>['residuals'][number];

type Props = {
  metric: MetricName;
  residuals: readonly Residual[];
};

/** The residual of each anchor model: how far its score is from the fit between two rounds. Outliers are struck through. */
export function ResidualsTable({ metric, residuals }: Props) {
  if (residuals.length === 0) return null;
  return (
    <details className="mt-s2 mb-s4 text-small">
      <summary>Anchor models, and how far each is from the others</summary>
      <DataTable
        look="brief"
        columns={[
          {
            title: 'Anchor model',
            isRowHeader: true,
            cell: 'min-w-[7em] wrap-anywhere',
            value: ({ model, outlier }) => (outlier ? <s>{model}</s> : model),
          },
          {
            title: 'On the link scale',
            align: 'end',
            value: ({ on_link_scale, outlier }) => struck(signed(on_link_scale, 3), outlier),
          },
          {
            title: isBounded(metric) ? 'Points' : 'In the score',
            align: 'end',
            value: ({ score, outlier }) =>
              struck(isBounded(metric) ? signed(100 * score, 2) : signed(score, 3), outlier),
          },
          { title: 'Counts', value: ({ outlier }) => (outlier ? 'no, outlier' : 'yes') },
        ]}
        rows={residuals}
        keyOf={({ model }) => model}
      />
      <p className="text-ink-2">Above 0: it lost more in this round than the anchors that count.</p>
    </details>
  );
}

const struck = (text: string, isStruck: boolean) => (isStruck ? <s>{text}</s> : text);

const signed = (value: number, decimals: number): string => {
  const text = Math.abs(value).toFixed(decimals);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
};
