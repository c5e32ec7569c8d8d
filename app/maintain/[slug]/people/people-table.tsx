import { Instant } from '@/app/_ui/instant';
import { roleWords } from '@/app/_ui/people/describe-role';
import type { PersonOfBenchmarkView } from '@/lib/contracts/people';
import { RemovePerson } from './remove-person';
import { RoleForm } from './role-form';

/** Everybody with a role. Owners change and remove; everybody may leave. */
export function PeopleTable(of: {
  slug: string;
  people: readonly PersonOfBenchmarkView[];
  isForOwner: boolean;
}) {
  return (
    <table className="cards-t">
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">Role</th>
          <th scope="col">Since</th>
          <th scope="col">
            <span className="vh">Action</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {of.people.map((person) => {
          const name = person.name ?? person.email ?? 'a person without a name';
          return (
            <tr key={person.id}>
              <th scope="row">
                {name}
                {person.is_you && ' (you)'}
                {person.name && person.email && <span>{person.email}</span>}
              </th>
              <td data-l="Role">
                {of.isForOwner ? (
                  <RoleForm slug={of.slug} person={person} name={name} />
                ) : (
                  roleWords[person.role].title
                )}
              </td>
              <td data-l="Since">
                <Instant at={person.added_at} precision="day" />
              </td>
              <td>
                {(of.isForOwner || person.is_you) && (
                  <RemovePerson slug={of.slug} person={person} name={name} />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
