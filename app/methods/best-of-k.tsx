import { type Column, DataTable } from '@/app/_ui/table/data-table';
import { computeExpectedMaximum } from '@/lib/core/statistics/expected-maximum';
import { Derivation } from './derivation';
import { Formula } from './formula';
import { NotProved } from './not-proved';

const counts = [2, 10, 27, 100, 1000];

export function BestOfK() {
  return (
    <>
      <p>
        Nobody need attack anything for a best score to flatter: of k equally good submissions the luckiest
        one leads. The best of ten whose errors are unrelated overstates by about one and a half standard
        errors.
      </p>
      <p>
        A provisional score is the best of the k that were reported of its model, and the table says by how
        much that overstates it at most. Official scores need no such note: they are made once, on items that
        selected nothing.
      </p>
      <Derivation>
        <Formula>
          a<sub>k</sub> · SE
        </Formula>
        <p>
          a<sub>k</sub> is the expected largest of k standard normal numbers, SE the reported standard error.
          Scores of similar files correlate, and then the best overstates less.
        </p>
        <DataTable
          look="brief"
          columns={[
            {
              title: 'k',
              isRowHeader: true,
              value: () => (
                <>
                  a<sub>k</sub>
                </>
              ),
            },
            ...counts.map(
              (count): Column<string> => ({
                title: count.toLocaleString('en'),
                align: 'end',
                value: () => computeExpectedMaximum(count).toFixed(4),
              }),
            ),
          ]}
          rows={['a']}
          keyOf={(row) => row}
        />
      </Derivation>
      <NotProved>
        It is an approximation for normal scores of equally good submissions, and about the most that picking
        can flatter. Where one is truly better it flatters less, often by far.
      </NotProved>
    </>
  );
}
