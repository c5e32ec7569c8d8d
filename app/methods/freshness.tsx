import { honestKappaMax } from '@/lib/core/flags/near-copies';
import { honestAgreementMax } from '@/lib/core/flags/near-copies-of-texts';
import { DataTable, namedOnPhone } from '../_ui/table/data-table';
import { Derivation, Formula, NotProved } from './derivation';

const states: { state: string; when: string }[] = [
  { state: 'Provisional', when: 'No official ranking yet.' },
  { state: 'Stale', when: 'Frozen, a leak is suspected; or invalidated, it was confirmed.' },
  { state: 'Retired', when: 'Labels are public, and the ranking is superseded or past due.' },
  { state: 'Superseded', when: 'A newer official ranking counts.' },
  {
    state: 'Stale',
    when: 'Past due by more than one period of the schedule, at most 90 days; without a schedule 275.',
  },
  { state: 'Aging', when: 'Past due.' },
  { state: 'Fresh', when: 'Otherwise: unseen items, no feedback given on them, replaced on time.' },
];

export function Freshness() {
  return (
    <>
      <p>It doesn’t depend on scores, feedback or overfitting. The first line that applies counts:</p>
      <DataTable
        look="reference"
        columns={[
          { title: 'State', isRowHeader: true, value: ({ state }) => state },
          { title: 'When', value: ({ when }) => when },
        ]}
        rows={states}
        keyOf={({ state, when }) => `${state} ${when}`}
      />
      <p>
        <b>Due</b> is the next close by the schedule in the round’s commitment, after the close announced at
        the opening and at most 365 days after it; without a schedule 90 days after it. Extensions, an early
        close or a new schedule never move it.
      </p>
      <p>
        A benchmark’s badge is that of its newest official ranking that counts, else of its newest, so a leak
        stays in sight.
      </p>
      <NotProved>That the labels are unseen: a leak may be unreported.</NotProved>
    </>
  );
}

export function Overfitting() {
  return (
    <>
      <p>
        Models that learned nothing from feedback score alike on both splits. At the official ranking the
        difference is measured, with its two-sided 95 % interval. It is <b>shown</b> where the lower limit is
        above 0: that was so in 2.1 % of 7,200 simulated honest rounds.
      </p>
      <p>
        All ranked models whose team had feedback are taken together. If three or more had none, such as
        anchor models, they serve as reference, which narrows the interval. A single model’s gap is shown only
        after Holm’s correction over all of them. The gap is also given as a share of the leader’s margin over
        the best constant prediction, if that margin is significant.
      </p>
      <p>
        <b>The next round.</b> With six anchor models in both rounds, the later round’s page says by how much
        more the models made during the earlier one fell than anchors of their score.
      </p>
      <Derivation title="Formulas">
        <Formula>
          gap = mean<sub>feedback</sub>(D) − mean<sub>final</sub>(D), SE² = s²<sub>feedback</sub>(D)/n
          <sub>feedback</sub> + s²<sub>final</sub>(D)/n<sub>final</sub>
        </Formula>
        <p>
          D<sub>j</sub> is the mean of θ̂ + I<sub>j</sub> over models with feedback, less that of the
          reference. Of areas each true class counts by itself; groups are units. Degrees of freedom: Welch
          and Satterthwaite. The gap is in points of θ; of losses and RMSE −ln θ, of R² −½ ln(1 − R²).
        </p>
        <p>
          The drop, likewise with its interval: <code>docs/papers/freshness.md</code>.
        </p>
      </Derivation>
      <NotProved>
        “None shown” doesn’t mean none: the interval says how much is possible. A drop can have other causes:
        Recht et al. 2019 (<a href="https://arxiv.org/abs/1902.10811">arXiv 1902.10811</a>) found drops of
        3–15 % with the order of models kept, because the new items were harder.
      </NotProved>
    </>
  );
}

const kinds: { title: string; when: string; falseAlarms: string }[] = [
  {
    title: 'Near copies across accounts',
    when: 'κ of which items are right above .9; or predictions that differ on less than 0.5 % of 1,000 items or more. Numbers and partly right texts: the same on more than 90 % of the items on which models differ.',
    falseAlarms: `Of 435 honest pairs of real models none was above ${honestKappaMax}. Of honest regressions none agreed on more than ${100 * honestAgreementMax} %, but two linear ones are as alike as copies. Honest texts were not measured.`,
  },
  {
    title: 'Random probing',
    when: 'Three submissions that each changed 30 items or more, no harder than others: z of their consensus above −1.',
    falseAlarms:
      'Of honest edits of predicted classes 999 in 1,000 had z below −1.5. Training afresh can look the same.',
  },
  {
    title: 'At chance level',
    when: 'Three submissions no better than their own predictions shuffled, or of numbers than the best constant, at 5 %.',
    falseAlarms: 'A broken pipeline or a shuffled file.',
  },
  {
    title: 'Tiny edit',
    when: 'Fewer than max(10, 0.5 % of n) items changed, under a policy that reports scores.',
    falseAlarms: 'A small repair, or the same file twice.',
  },
  {
    title: 'Model gap',
    when: 'Better on feedback items than on final ones, against frozen models or else other teams’. Significant at 1 % after Holm over the models.',
    falseAlarms:
      'Of simulated rounds of 50 models that learned nothing about 1 in 100 had any. It doesn’t say who learned.',
  },
];

export function Flags() {
  return (
    <>
      <p>
        Flags are raised at the official ranking. Limits and sources: <code>docs/papers/flags.md</code>.
      </p>
      <DataTable
        look="reference"
        columns={[
          { title: 'Flag', isRowHeader: true, value: ({ title }) => title },
          { title: 'When', value: ({ when }) => when },
          { title: 'False alarms', cell: namedOnPhone, value: ({ falseAlarms }) => falseAlarms },
        ]}
        rows={kinds}
        keyOf={({ title }) => title}
      />
      <NotProved>Intent. Nor is it proof of innocence that nothing was flagged.</NotProved>
    </>
  );
}
