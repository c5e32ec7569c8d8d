import { DataTable, namedOnPhone } from '@/app/_ui/table/data-table';
import {
  computeExposureBudget,
  computeGroupExposure,
  countFeedback,
  countFeedbackByExposure,
  type FeedbackKind,
  type FeedbackTally,
  noFeedback,
} from '@/lib/core/exposure/exposure';
import { Derivation, Formula, NotProved } from './derivation';

const sizes = [1000, 4000, 10_000, 100_000];

const feedbackMax = 1_000_000;

const tallyOf = (...kinds: FeedbackKind[]): FeedbackTally =>
  kinds.reduce((tallies, kind) => countFeedback(tallies, kind), { own: noFeedback, linked: noFeedback }).own;

const first = tallyOf('improvement');

const firstAndThird = tallyOf('improvement', 'refusal', 'improvement');

const percent = (items: number, tally: FeedbackTally): string =>
  `${Math.round(100 * computeGroupExposure({ feedbackCount: items }, tally))} %`;

const refusalsUntilStop = (items: number, tally: FeedbackTally): string => {
  const round = { feedbackCount: items, policy: 'guarded-ladder' as const };
  const { most } = countFeedbackByExposure(round, tally, feedbackMax);
  return most === feedbackMax ? 'over a million' : most.toLocaleString('en');
};

export function Exposure() {
  return (
    <>
      <p>
        Feedback about hidden labels can be used to fit them. At 100 % a team’s feedback allows a score on the
        feedback split that is too high by a tolerance τ, two points or more. The first feedback uses most; a
        “no improvement” after it adds nothing. Linked teams count as one.
      </p>
      <p>
        <b>Worst exposure</b> is that of the team with most. <b>Pooled exposure</b> takes all teams as one,
        and decides nothing.
      </p>
      <p>
        <b>The stop.</b> Feedback is given only while an improvement would leave the exposure at or below 100
        %. Otherwise it is withheld, <code>exposure-spent</code>. A new link alone can bring a group above 100
        %.
      </p>
      <ExposureTable />
      <Charges />
      <NotProved>
        Charges are derived for one known way of using feedback, not proved. They are averages: a lucky team
        goes further. What was gained is <a href="#overfitting">measured</a> after the close.
      </NotProved>
    </>
  );
}

function Charges() {
  return (
    <Derivation title="Charges, formulas and the bound that is proved">
      <Formula>
        E = √(max(1, Σ charges)/k*), k* = 2π·n·τ², τ = max(0.02, 1/√n); pooled: E = √(Σ<sub>teams</sub> max(1,
        Σ charges)/k*)
      </Formula>
      <p>
        Exact scores of k disjoint blocks of n feedback items, of which the better side is kept, gain
        √(k/(2πn)): τ for k = k*. By other metrics than shares of hits τ stands for as many standard errors.
      </p>
      <p>
        A “no improvement” is charged 0, an exact score 1, and an improvement that comes s-th after the last
        one
      </p>
      <Formula>
        c(1) = 1, c(s) = max(2.5, (π/2)·a<sub>s</sub>²), a<sub>s</sub> the expected best of s normal numbers
      </Formula>

      <TranscriptBound />
    </Derivation>
  );
}

function ExposureTable() {
  return (
    <DataTable
      look="reference"
      columns={[
        { title: 'Feedback items', isRowHeader: true, value: (items) => items.toLocaleString('en') },
        { title: 'k*', cell: namedOnPhone, value: (items) => computeExposureBudget(items).toFixed(1) },
        { title: 'E after an improvement', cell: namedOnPhone, value: (items) => percent(items, first) },
        {
          title: 'After a “no improvement” and another one',
          cell: namedOnPhone,
          value: (items) => percent(items, firstAndThird),
        },
        {
          title: 'Feedback until the stop, none an improvement',
          cell: namedOnPhone,
          value: (items) => refusalsUntilStop(items, noFeedback),
        },
      ]}
      rows={sizes}
      keyOf={(items) => items}
    />
  );
}

function TranscriptBound() {
  return (
    <>
      <p>
        Proved is the <b>transcript bound</b> (Blum &amp; Hardt 2015). For any use of B released bits, a
        reported score is above its true one, with probability 1 − δ, by at most
      </p>
      <Formula>√((B · ln 2 + ln(2/δ))/(2n))</Formula>
      <Formula>
        B = log₂C(k, j) + log₂(k + 1) + j · log₂(1/η) for a ladder with j improvements of step η in k tests
      </Formula>
    </>
  );
}
