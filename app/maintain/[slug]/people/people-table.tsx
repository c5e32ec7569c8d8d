import { IsoInstant } from '@/app/_ui/iso-instant';
import { roleWords } from '@/app/_ui/people/describe-role';
import { CellNote } from '@/app/_ui/table/cell-note';
import { DataTable } from '@/app/_ui/table/data-table';
import type { PersonOfBenchmarkView } from '@/lib/contracts/people';
import { RemovePerson } from './remove-person';
import { RoleForm } from './role-form';

/** Everybody with a role. Owners change and remove; everybody may leave. */
export function PeopleTable(props: {
  slug: string;
  people: readonly PersonOfBenchmarkView[];
  isForOwner: boolean;
}) {
  return (
    <DataTable
      look="records"
      rows={props.people}
      keyOf={(person) => person.id}
      columns={[
        {
          title: 'Person',
          isRowHeader: true,
          value: (person) => (
            <>
              {nameOf(person)}
              {person.is_you && ' (you)'}
              {person.name && person.email && <CellNote>{person.email}</CellNote>}
            </>
          ),
        },
        {
          title: 'Role',
          value: (person) =>
            props.isForOwner ? (
              <RoleForm slug={props.slug} person={person} name={nameOf(person)} />
            ) : (
              roleWords[person.role].title
            ),
        },
        { title: 'Since', value: (person) => <IsoInstant at={person.added_at} /> },
        {
          title: 'Action',
          isTitleHidden: true,
          value: (person) =>
            (props.isForOwner || person.is_you) && (
              <RemovePerson slug={props.slug} person={person} name={nameOf(person)} />
            ),
        },
      ]}
    />
  );
}

const nameOf = ({ name, email }: PersonOfBenchmarkView): string => name ?? email ?? 'a person without a name';
