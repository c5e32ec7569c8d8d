import { DataTable, namedOnPhone } from '@/app/_ui/table/data-table';
import { honestKappaMax } from '@/lib/core/flags/near-copies';
import { honestAgreementMax } from '@/lib/core/flags/near-copies-of-answers';
import { NotProved } from './not-proved';

const kinds: { title: string; when: string; falseAlarms: string }[] = [
  {
    title: 'Near copies across accounts',
    when: 'κ = (s − e)/(1 − e) above .9, s the share of items that both or neither has right, e = pq + (1 − p)(1 − q) what chance gives; or predictions that differ on less than 0.5 % of 1,000 items or more. Benjamini & Hochberg 1995 at q = .01. Numbers, and texts that may be partly right, in rounds of seven groups or more: the same answer on more than 90 % of the items on which the round’s models differ. Numbers are the same within a fifth of the models’ median absolute deviation.',
    falseAlarms: `Of 435 honest pairs of real models none was above ${honestKappaMax}, half were below .43. Two accounts may enter the same published model, or two fine-tunings of one. Of honest regressions on three data sets none agreed on more than ${100 * honestAgreementMax} % of the items on which models differ. But two linear ones are as alike as copies. Honest pairs of texts were not measured.`,
  },
  {
    title: 'Random probing',
    when: 'Three submissions that changed 30 items or more against the team’s nearest earlier one, on items no harder than others, where answers are right or wrong: z = (mean consensus of the changed items − mean of all)/(sd/√|S|) above −1.',
    falseAlarms:
      'Honest edits change hard items: of predicted classes 999 in 1,000 had z below −1.5. Training afresh with another seed or repairing a class-wide mistake can look the same.',
  },
  {
    title: 'At chance level',
    when: 'Three submissions no better than their own predictions dealt out at random, or of numbers than the best constant answer, at 5 %.',
    falseAlarms: 'A broken pipeline, a shuffled file or a constant baseline looks so too. Most are mistakes.',
  },
  {
    title: 'Tiny edit',
    when: 'Fewer than max(10, 0.5 % of n) items changed, under a policy that answers with numbers; such a file gets none.',
    falseAlarms: 'A small repair, or the same file sent twice, triggers it as well.',
  },
  {
    title: 'Model gap',
    when: 'A ranked model is better on the feedback items than on the final ones, against frozen models or else those of other teams. Significant at 1 % after Holm over the models.',
    falseAlarms:
      'Of simulated rounds of 50 models that learnt nothing about 1 in 100 had any. It doesn’t say who learnt: a team that was told often, teams that pass files round, or a community.',
  },
];

export function Flags() {
  return (
    <>
      <p>
        A flag is a suspicion for a maintainer to judge, raised once a round has its official ranking. It bans
        nobody and changes no score. Each is shown to the maintainer with how often it is wrong.
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
