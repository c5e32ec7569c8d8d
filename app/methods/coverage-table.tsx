import { DataTable } from '@/app/_ui/table/data-table';

type Row = { readonly case: string; readonly held: number };

/** 2,000 samples each, by the code of `npm run bench:coverage`; `lib/core/scoring/coverage.test.ts` draws fewer of them anew. */
const rows: readonly Row[] = [
  { case: 'Balanced accuracy, 15 positives, recall .97', held: 97.1 },

  { case: 'Average precision, 15 positives', held: 92.9 },
  { case: 'Log loss', held: 95.3 },
  { case: 'The same, unreliable: 0.3 % confident errors', held: 59.3 },
  { case: 'RMSE of normal errors', held: 94.7 },
  { case: 'RMSE of lognormal errors', held: 90.6 },
  { case: 'Macro F1, 30 groups of 20 items', held: 95.5 },
];

/** How often intervals contain the true score where that is hardest, in simulated rounds. */
export function CoverageTable() {
  return (
    <DataTable
      look="brief"
      columns={[
        { title: '300 simulated items', isRowHeader: true, value: (row) => row.case },
        { title: 'Contain it', align: 'end', value: ({ held }) => `${held.toFixed(1)} %` },
      ]}
      rows={rows}
      keyOf={(row) => row.case}
    />
  );
}
