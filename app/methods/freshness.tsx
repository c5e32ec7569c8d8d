import { DataTable } from '@/app/_ui/table/data-table';
import { NotProved } from './not-proved';

const states: { state: string; when: string }[] = [
  { state: 'Provisional', when: 'The round has no official ranking yet.' },
  {
    state: 'Stale',
    when: 'The round is frozen, because a leak is suspected, or invalidated, because it was confirmed.',
  },
  { state: 'Retired', when: 'The labels are public, and the ranking is superseded or past due.' },
  { state: 'Superseded', when: 'A newer round has an official ranking that counts.' },
  {
    state: 'Stale',
    when: 'Past due by more than one period of the schedule, at most 90 days; without a schedule by more than 275 days.',
  },
  { state: 'Aging', when: 'Past due.' },
  { state: 'Fresh', when: 'Otherwise: unseen items, no feedback given on them, replaced on time.' },
];

export function Freshness() {
  return (
    <>
      <p>
        The official ranking rests on items that no team had feedback on. Its freshness is a known fact about
        the round, with a date. It doesn’t depend on scores, feedback or overfitting. The first matching line
        counts:
      </p>
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
        A benchmark has the freshness of its newest official ranking that counts. Without one it has that of
        its newest official ranking, so a leak stays in sight.
      </p>
      <NotProved>
        Fresh doesn’t mean that nobody has seen the labels: a leak that no one reported is no known fact.
      </NotProved>
    </>
  );
}
