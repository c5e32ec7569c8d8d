import { DataTable } from '@/app/_ui/table/data-table';
import { countEffectiveAnswers } from '@/lib/core/exposure/effective-answers';
import { computeExposure, computeExposureBudget } from '@/lib/core/exposure/exposure';
import { Formula } from './formula';
import { NotProved } from './not-proved';

const sizes = [1000, 10_000, 100_000];
const percentAfter = (items: number, effectiveAnswers: number): string =>
  `${Math.round(100 * computeExposure(items, effectiveAnswers))} %`;
const afterAnnouncements = (count: number): number =>
  countEffectiveAnswers({ scores: 0, announcements: count, refusals: 1 });

export function Exposure() {
  return (
    <>
      <p>
        How used-up the feedback part is by the answers it gave. The best attack by signs on k exact answers
        gains Φ(√(2k/(πn))) − ½, in which √k/(π√n) is the leading term. A round counts as used up, E = 100 %,
        when that reaches a tolerance τ:
      </p>
      <Formula>
        E = √(k<sub>eff</sub>/k*), k* = π²·n·τ², τ = max(0.02, 1/√n)
      </Formula>
      <p>
        n counts feedback items. Each score told counts as one answer. A ladder counts as k<sub>eff</sub> = 1
        + j, j its announcements: refusals add nothing. E is shown for the group of linked teams that has had
        most, and for all together.
      </p>
      <DataTable
        look="reference"
        columns={[
          { title: 'n', isRowHeader: true, value: (items) => items.toLocaleString('en') },
          { title: 'Budget k*', value: (items) => computeExposureBudget(items).toFixed(1) },
          { title: 'E after 100 scores', value: (items) => percentAfter(items, 100) },
          {
            title: 'E after 1, 3, 5 announcements',
            value: (items) =>
              [1, 3, 5].map((count) => percentAfter(items, afterAnnouncements(count))).join(', '),
          },
        ]}
        rows={sizes}
        keyOf={(items) => items}
      />
      <p>
        What is proved is the <b>transcript bound</b>. Whatever an analyst made of B released bits, its
        reported score lies above its true one, with probability 1 − δ, by at most
      </p>
      <Formula>√((B · ln 2 + ln(2/δ))/(2n))</Formula>
      <Formula>
        B = log₂C(k, j) + log₂(k + 1) + j · log₂(1/η) for a ladder with j announcements of step η in k answers
      </Formula>
      <p>Hoeffding’s inequality with a union over the 2ᴮ transcripts, as in Blum &amp; Hardt 2015.</p>
      <NotProved>
        The rule 1 + j is calibrated by simulation, not proved; the transcript bound is proved and far wider.
        Exposure says what could have been learned. What was learned is the matter of freshness.
      </NotProved>
    </>
  );
}
