import { type Column, DataTable } from '@/app/_ui/table/data-table';
import { computeExpectedMaximum } from '@/lib/core/statistics/expected-maximum';
import { Formula } from './formula';
import { NotProved } from './not-proved';

const counts = [2, 10, 27, 100, 1000];

export function BestOfK() {
  return (
    <>
      <p>
        Nobody need attack anything for a best score to flatter: of k equally good submissions the luckiest
        one leads. It overstates by about
      </p>
      <Formula>
        a<sub>k</sub> · SE · √(1 − ρ)
      </Formula>
      <p>
        a<sub>k</sub> the expected largest of k standard normal numbers, ρ the correlation between the
        submissions’ scores.
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
      <p>
        So a provisional score on the feedback part, chosen among several, is read with this in mind. The
        official score of a model is made once, of its newest version, on items that chose nothing. But the
        highest of a team’s k ranked models is the best of k official scores: beside it stands this number,
        with ρ the mean correlation of the k models’ scores over the final items.
      </p>
      <NotProved>
        It is an approximation for normal scores of equally good submissions; where one is truly better, less
        of the lead is luck.
      </NotProved>
    </>
  );
}
