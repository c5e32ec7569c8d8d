import { DataTable, namedOnPhone } from '@/app/_ui/table/data-table';
import { honestKappaMax } from '@/lib/core/flags/near-copies';
import { honestAgreementMax } from '@/lib/core/flags/near-copies-of-answers';
import { NotProved } from './not-proved';

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
