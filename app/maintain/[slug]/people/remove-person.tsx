import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { RefusableForm } from '@/app/_ui/people/refusable-form';
import type { PersonOfBenchmarkView } from '@/lib/contracts/people';
import { removePerson } from './actions';

/** Takes a role away, after a second look. */
export function RemovePerson({
  slug,
  person,
  name,
}: {
  slug: string;
  person: PersonOfBenchmarkView;
  name: string;
}) {
  return (
    <RefusableForm
      action={removePerson}
      about={{ slug, id: person.id }}
      className="sure"
      foldedUnder={person.is_you ? 'Leave' : 'Remove'}
    >
      <SubmitButton className="btn danger" busy={person.is_you ? 'Leaving' : 'Removing'}>
        {person.is_you ? 'Leave this benchmark' : `Remove ${name}`}
      </SubmitButton>
    </RefusableForm>
  );
}
