import { DataTable } from '../_ui/table/data-table';
import { Derivation } from './derivation';
import { IntervalTable } from './interval-table';
import { NotProved } from './not-proved';

export function Intervals() {
  return (
    <>
      <p>
        A 95 % confidence interval aims to contain the true score in 95 of 100 rounds. Items are taken as
        independent draws or, where they belong together (one document, one patient), as groups.
      </p>
      <p>
        <b>Interval unreliable</b> marks those that contain it clearly less often: under 20 groups, under 10
        items of the rarest class, or, of log loss and Brier score, under 5 items with the wrong class on top.
        Wilson’s never are.
      </p>
      <p>
        RMSE and R² always state which share of the squared error the <b>largest 1 % of errors</b> make. If
        errors have heavy tails, the interval holds less often than 95 %; no sign in the sample tells which
        one fails.
      </p>
      <p>
        Fewer than five groups have no interval, nor has a constant prediction whose score is the same on
        every sample. How often intervals contain the true score:
      </p>
      <CoverageTable />
      <Derivation>
        <IntervalTable />
        <p>
          SE² = Σ(Iᵢ − Ī)²/(n(n − 1)), Iᵢ each item’s influence on the score (Jaeckel 1972; areas: DeLong et
          al. 1988). In groups influences are summed, with G − 1 degrees. Where a true class has fewer than
          five hits or misses, a second interval has half a hit and half a miss more in each class; the outer
          limits count. At an end of the range stand Wilson’s, with the rarest class’s items as trials.
        </p>
      </Derivation>
      <NotProved>
        An interval knows nothing of wrong labels, of a test set unlike the field, or of items that a model
        has seen.
      </NotProved>
    </>
  );
}

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
function CoverageTable() {
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
