import { DataTable } from '@/app/_ui/table/data-table';

type Row = { case: string; held: number };

/** 2,000 samples each, by the code of `npm run bench:coverage`; `lib/core/scoring/coverage.test.ts` draws fewer of them anew. */
const rows: readonly Row[] = [
  { case: 'Balanced accuracy, 300 items, about 15 positive, recall .75', held: 96.6 },
  { case: 'The same, recall .97', held: 97.1 },
  { case: 'ROC AUC of .80, 300 items, about 15 positive', held: 96.0 },
  { case: 'ROC AUC of .98, 300 items, about 15 positive', held: 99.2 },
  { case: 'Average precision, 300 items, about 15 positive', held: 92.9 },
  { case: 'Log loss, 300 items', held: 95.3 },
  { case: 'RMSE of normal errors, 300 items', held: 94.7 },
  { case: 'RMSE of lognormal errors, 300 items', held: 90.6 },
  { case: 'Macro F1, 30 groups of 20 items', held: 95.5 },
];

/** How often limits hold the true score where that is hardest, in simulated rounds. */
export function CoverageTable() {
  return (
    <DataTable
      look="brief"
      columns={[
        { title: 'Simulated', isRowHeader: true, value: (row) => row.case },
        { title: 'limits hold', value: ({ held }) => `${held.toFixed(1)} %` },
      ]}
      rows={rows}
      keyOf={(row) => row.case}
    />
  );
}
