import { DataTable } from '@/app/_ui/table/data-table';

type Row = { case: string; held: number };

/** Of `npm run bench:coverage`, 1,000 to 2,000 samples each; `lib/core/scoring/coverage.test.ts` draws fewer of them anew. */
const rows: readonly Row[] = [
  { case: 'ROC AUC, 100 items, 5 of them positive', held: 92.3 },
  { case: 'ROC AUC, 500 items, 10 of them positive', held: 93.8 },
  { case: 'Average precision, 200 items, 10 of them positive', held: 95.8 },
  { case: 'Macro F1, 5 groups of 20 items', held: 95.8 },
  { case: 'Macro F1, 20 groups of 20 items', held: 94.8 },
  { case: 'ROC AUC, 5 groups of 20 items', held: 94.7 },
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
