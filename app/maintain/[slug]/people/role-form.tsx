import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { roleWords } from '@/app/_ui/people/describe-role';
import { RefusableForm } from '@/app/_ui/people/refusable-form';
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
    <RefusableForm action={changeRoleOf} about={{ slug, id: person.id }} className="brow">
      <span className="field">
        <select key={person.role} name="role" defaultValue={person.role} aria-label={`Role of ${name}`}>
          {maintainerRoles.map((role) => (
            <option key={role} value={role}>
              {roleWords[role].title}
            </option>
          ))}
        </select>
      </span>
      <SubmitButton className="btn" busy="Changing">
        Change
      </SubmitButton>
    </RefusableForm>
  );
}
