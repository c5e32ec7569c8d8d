import type { Actor } from '@/services/access/caller';
import { makePerson } from './make-person';
import type { TestSite } from './make-test-site';

/** An operator, in the database as `npm run admin` makes one. */
export async function makeOperator(site: TestSite, person?: Actor): Promise<Actor> {
  const operator = person ?? (await makePerson(site, 'Operator'));
  await site.superuser`update users set is_operator = true where user_id = ${operator.userId}`;
  return { ...operator, isOperator: true };
}
