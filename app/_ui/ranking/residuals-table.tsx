import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { DataTable } from '../table/data-table';

export type Residual = NonNullable<LeaderboardView['equating']>['residuals'][number];

/** How far each calibration mark lies from the others; those that are set aside are struck. */
export function ResidualsTable({ residuals }: { residuals: readonly Residual[] }) {
  if (residuals.length === 0) return null;
  return (
    <details className="mt-s2 mb-s4 text-small">
      <summary>How far each calibration mark lies from the others</summary>
      <DataTable
        look="brief"
        columns={[
          {
            title: 'Mark',
            isRowHeader: true,
            cell: 'min-w-[7em] wrap-anywhere',
            value: ({ model, set_aside }) => (set_aside ? <s>{model}</s> : model),
          },
          {
            title: 'Probits',
            align: 'end',
            value: ({ probit, set_aside }) => struck(signed(probit, 3), set_aside),
          },
          {
            title: 'Points',
            align: 'end',
            value: ({ score, set_aside }) => struck(signed(100 * score, 2), set_aside),
          },
          { title: 'Counts', value: ({ set_aside }) => (set_aside ? 'no, it lies too far' : 'yes') },
        ]}
        rows={residuals}
        keyOf={({ model }) => model}
      />
      <p className="text-ink-2">Above 0: it fell more in this round than the marks that count.</p>
    </details>
  );
}

const struck = (text: string, isStruck: boolean) => (isStruck ? <s>{text}</s> : text);

const signed = (value: number, decimals: number): string => {
  const text = Math.abs(value).toFixed(decimals);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
};
