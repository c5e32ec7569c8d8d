import { DataTable } from '@/app/_ui/table/data-table';
import { NotProved } from './not-proved';

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
      <NotProved>That the labels are unseen: an unreported leak is no known fact.</NotProved>
    </>
  );
}
