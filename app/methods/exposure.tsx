import { DataTable, namedOnPhone } from '@/app/_ui/table/data-table';
import { computeAnnouncementCharge } from '@/lib/core/exposure/announcement-charge';
import { type AnswerTally, noAnswers } from '@/lib/core/exposure/answer-tally';
import { countAnswersByExposure } from '@/lib/core/exposure/answers-by-exposure';
import { type AnswerKind, countAnswer } from '@/lib/core/exposure/count-answer';
import { computeExposureBudget } from '@/lib/core/exposure/exposure';
import { computeGroupExposure } from '@/lib/core/exposure/group-exposure';
import { Derivation } from './derivation';
import { Formula } from './formula';
import { NotProved } from './not-proved';

const sizes = [1000, 4000, 10_000, 100_000];
const chargedAfter = [1, 2, 10, 30, 100];
const answersMax = 1_000_000;

const tallyOf = (...kinds: AnswerKind[]): AnswerTally =>
  kinds.reduce((tallies, kind) => countAnswer(tallies, kind), { own: noAnswers, linked: noAnswers }).own;
const first = tallyOf('announcement');
const firstAndThird = tallyOf('announcement', 'refusal', 'announcement');

const partOf = (feedbackCount: number) => ({ feedbackCount });
const percent = (items: number, tally: AnswerTally): string =>
  `${Math.round(100 * computeGroupExposure(partOf(items), tally))} %`;
const refusalsUntilStop = (items: number, tally: AnswerTally): string => {
  const part = { ...partOf(items), policy: 'guarded-ladder' as const };
  const { most } = countAnswersByExposure(part, tally, answersMax);
  return most === answersMax ? 'over a million' : most.toLocaleString('en');
};

export function Exposure() {
  return (
    <>
      <p>
        Answers about hidden labels can be used to fit them. Exposure says how much of that a team’s answers
        allow. It belongs to a team, together with those linked to it. At 100 % the answers allow a score on
        the feedback items that is too high by a tolerance τ, two points or more.
      </p>
      <p>
        A round’s <b>worst exposure</b> is that of the team with most. Its <b>pooled exposure</b> is what it
        would be if all teams were one. That is a note, and nothing follows from it: many honest teams raise
        it too.
      </p>
      <p>
        <b>The stop.</b> An answer is given only while it could be an announcement without bringing the
        exposure above 100 %. Else it is withheld, <code>exposure-spent</code>. Linking teams adds up what
        they have had, so a group can pass 100 % by a new link alone.
      </p>
      <ExposureTable />
      <Charges />
      <NotProved>
        Charges are derived for a known way of using the answers, not proved. The transcript bound is proved,
        and far wider. Exposure says what the answers allow on average: a lucky team goes further. What was
        learned is measured after the close (<a href="#overfitting">overfitting</a>).
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
        n counts feedback items. Exact answers about k disjoint blocks of items, of which the better side is
        kept, gain √(k/(2πn)). That is τ for k = k*. For metrics that aren’t shares of hits, τ stands for as
        many standard errors of the metric. So k* is the same.
      </p>
      <p>
        A told score is charged 1, a refusal nothing; but once a team has any feedback its exposure is that of
        one score at least. An announcement that comes after s answers since the one before, itself included,
        is charged as so many exact answers:
      </p>
      <Formula>
        c(1) = 1, c(s) = max(2.5, (π/2)·a<sub>s</sub>²), a<sub>s</sub> the expected best of s normal numbers
      </Formula>
      <p>
        For s = {chargedAfter.join(', ')} that is{' '}
        {chargedAfter.map((s) => Number(computeAnnouncementCharge(s).toFixed(2))).join(', ')}. Who mixes sure
        improvements with coin tosses can choose how often the answer is “improved”. So the answer selects
        among tosses. Of linked teams both charges and s add up.
      </p>
      <TranscriptBound />
    </Derivation>
  );
}

function ExposureTable() {
  return (
    <DataTable
      look="reference"
      columns={[
        { title: 'Feedback items', isRowHeader: true, value: (items) => `n = ${items.toLocaleString('en')}` },
        { title: 'k*', cell: namedOnPhone, value: (items) => computeExposureBudget(items).toFixed(1) },
        { title: 'E, first file announced', cell: namedOnPhone, value: (items) => percent(items, first) },
        {
          title: 'E, then a refusal and another one',
          cell: namedOnPhone,
          value: (items) => percent(items, firstAndThird),
        },
        {
          title: 'Answers if all are refused',
          cell: namedOnPhone,
          value: (items) => refusalsUntilStop(items, noAnswers),
        },
        {
          title: 'The same after a first one',
          cell: namedOnPhone,
          value: (items) => refusalsUntilStop(items, first),
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
        What is proved is the <b>transcript bound</b>. Whatever an analyst made of B released bits, its
        reported score lies above its true one, with probability 1 − δ, by at most
      </p>
      <Formula>√((B · ln 2 + ln(2/δ))/(2n))</Formula>
      <Formula>
        B = log₂C(k, j) + log₂(k + 1) + j · log₂(1/η) for a ladder with j announcements of step η in k answers
      </Formula>
      <p>Hoeffding’s inequality with a union over the 2ᴮ transcripts, as in Blum &amp; Hardt 2015.</p>
    </>
  );
}
