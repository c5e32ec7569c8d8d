import { ActionForm } from '@/app/_ui/forms/action-form';
import { controlClasses, FieldBox } from '@/app/_ui/forms/field-box';
import { roleWords } from '@/app/_ui/people/describe-role';
import type { PersonOfBenchmarkView } from '@/lib/contracts/people';
import { maintainerRoles } from '@/lib/core/benchmark';
import { changeRoleOf } from './actions';

/** Gives one person another role. */
export function RoleForm({
  slug,
  person,
  name,
}: {
  slug: string;
  person: PersonOfBenchmarkView;
  name: string;
}) {
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
