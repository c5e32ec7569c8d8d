import { ActionForm } from '@/app/_ui/forms/action-form';
import { controlClasses, FieldBox } from '@/app/_ui/forms/form-fields';
import { IsoInstant } from '@/app/_ui/instant';
import { roleWords } from '@/app/_ui/people/describe-role';
import { CellNote, DataTable } from '@/app/_ui/table/data-table';
import type { PersonOfBenchmarkView } from '@/lib/contracts/people';
import { maintainerRoles } from '@/lib/core/benchmark';
import { changeRoleOf, removePerson } from './actions';

/** A table of the people with a role in the benchmark. Owners can change and remove roles; everybody can leave. */
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

/** The form that removes a person's role. The button is folded, so that a removal takes two clicks. */
function RemovePerson({ slug, person, name }: { slug: string; person: PersonOfBenchmarkView; name: string }) {
  return (
    <ActionForm
      action={removePerson}
      about={{ slug, id: person.id }}
      shape="sure"
      place="table"
      foldedUnder={person.is_you ? 'Leave' : 'Remove'}
      button={person.is_you ? 'Leave this benchmark' : `Remove ${name}`}
      busy={person.is_you ? 'Leaving' : 'Removing'}
      look="danger"
    />
  );
}

function RoleForm({ slug, person, name }: { slug: string; person: PersonOfBenchmarkView; name: string }) {
  return (
    <ActionForm
      action={changeRoleOf}
      about={{ slug, id: person.id }}
      shape="row"
      place="table"
      button="Change"
      busy="Changing"
      look="plain"
    >
      <FieldBox size="line" width="table">
        <select
          key={person.role}
          name="role"
          defaultValue={person.role}
          aria-label={`Role of ${name}`}
          className={`pr-2 ${controlClasses('line')}`}
        >
          {maintainerRoles.map((role) => (
            <option key={role} value={role}>
              {roleWords[role].title}
            </option>
          ))}
        </select>
      </FieldBox>
    </ActionForm>
  );
}
