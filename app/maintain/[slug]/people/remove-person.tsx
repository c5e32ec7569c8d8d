import { ActionForm } from '@/app/_ui/forms/action-form';
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
