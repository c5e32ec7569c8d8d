import { DataTable } from '@/app/_ui/table/data-table';
import { excessTolerance } from '@/lib/core/freshness/excess';
import { Formula } from './formula';
import { NotProved } from './not-proved';

const states: { state: string; when: string }[] = [
  { state: 'Retired', when: 'The answers are revealed.' },
  {
    state: 'Stale',
    when: 'The lower limit of (a) or (b) is above δ at 1 %, or at 5 % in this round and the one before; or exposure is above 100 %; or a leak is confirmed, that is, the round was invalidated.',
  },
  {
    state: 'Aging',
    when: 'Exposure is 50–100 %, or the next round is overdue, or (a) or (b) is significant at 5 % without being stale.',
  },
  {
    state: 'Unproven',
    when: 'Fewer than six frozen models, no overlap, a final part below 200 items, no second round, a smallest detectable excess (2.49 · SE) above δ, or an upper limit not below δ.',
  },
  { state: 'Fresh', when: 'Exposure is below 50 % and the upper 95 % limits of (a) and (b) are below δ.' },
];

export function Freshness() {
  return (
    <>
      <p>
        Whether scores on a round still mean what they say, decided at its close and daily after that; every
        look is kept. A benchmark has the state of its newest round with a ranking that counts. Two excesses
        are measured against <b>frozen</b> models, versions held here before the round opened and calibration
        marks; the others are <b>adapted</b>. δ is {100 * excessTolerance} point, and limits are one-sided.
      </p>
      <p>
        <b>(a) The gap within a round.</b> D<sub>j</sub> is the mean correctness of adapted less that of
        frozen models on item j. The parts were drawn at random, so without adaptation its mean is the same on
        both:
      </p>
      <Formula>
        gap = mean<sub>feedback</sub>(D) − mean<sub>final</sub>(D), SE² = s²<sub>feedback</sub>(D)/n
        <sub>feedback</sub> + s²<sub>final</sub>(D)/n<sub>final</sub>
      </Formula>
      <p>
        <b>(b) The drop between rounds.</b> On the probit scale, x = Φ⁻¹(score before) and y = Φ⁻¹(score
        after). A line y = a + bx is fitted to the frozen models only; the drop is how far the adapted ones
        fall below it, tested by Student’s t with m<sub>F</sub> − 2 degrees of freedom:
      </p>
      <Formula>
        T = −r̄<sub>A</sub>/√(s²<sub>A</sub>/m<sub>A</sub> + s²<sub>F</sub>(1/m<sub>F</sub> + (x̄<sub>A</sub> −
        x̄
        <sub>F</sub>)²/S<sub>xx</sub>))
      </Formula>
      <p>
        Of the states below the first that applies counts. Three fresh closes in a row and the benchmark{' '}
        <b>holds up</b>.
      </p>
      <DataTable
        look="reference"
        columns={[
          { title: 'State', isRowHeader: true, value: ({ state }) => state },
          { title: 'When', value: ({ when }) => when },
        ]}
        rows={states}
        keyOf={({ state }) => state}
      />
      <NotProved>
        That scores fall from one round to the next proves nothing: Recht et al. 2019 (arXiv 1902.10811) found
        drops of 3–15 % with the order of models kept, because the new items were harder. So a raw drop never
        makes a round stale. Fresh means that an excess above one point was looked for and ruled out at 95 %,
        not that there is none; unproven is no accusation.
      </NotProved>
    </>
  );
}
