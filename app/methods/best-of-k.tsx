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
        So a provisional score on the feedback part, chosen among several, is read with this in mind. The
        official score of a model is made once, of its newest version, on items that chose nothing. But the
        highest of a team’s k ranked models is the best of k official scores. Beside it stands by about how
        much that flatters at most.
      </p>
      <Derivation>
        <Formula>
          a<sub>k</sub> · SE · √(1 − ρ)
        </Formula>
        <p>
          a<sub>k</sub> is the expected largest of k standard normal numbers. The correlation between the
          submissions’ scores is ρ. Of a team’s ranked models it is the mean one over the final items.
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
