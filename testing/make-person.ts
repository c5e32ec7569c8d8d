import { randomBytes } from 'node:crypto';
import { beforeAll } from 'vitest';
import type { LinkedTeamsView } from '@/lib/contracts/team';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
import type { Actor } from '@/services/access/caller';
import { ensurePerson } from '@/services/account/tokens';
import { consentToLink, proposeLink } from '@/services/team/links';
import type { TestSite } from './make-test-site';

/** A person who can sign in, with a team of one. */
export function makePerson(site: TestSite, name = 'Ada'): Promise<Actor> {
  const unique = `${name} ${randomBytes(4).toString('hex')}`;
  const email = `${unique.toLowerCase().replace(' ', '-')}@example.org`;
  return ensurePerson(site.web.db, { name: unique, email, isOperator: false });
}

/** A person for the tests of the file or block that calls this, made before them. */
export function providePerson(site: TestSite, name?: string): Actor {
  const person = {} as Actor;
  beforeAll(async () => {
    Object.assign(person, await makePerson(site, name));
  });
  return person;
}

/** An operator, in the database as `npm run admin` makes one. */
export async function makeOperator(site: TestSite, person?: Actor): Promise<Actor> {
  const operator = person ?? (await makePerson(site, 'Operator'));
  await site.superuser`update users set is_operator = true where user_id = ${operator.userId}`;
  return { ...operator, isOperator: true };
}

/** Makes a person an auditor, a maintainer or an owner of a benchmark, as an accepted invitation would. */
export async function giveRole(
  site: TestSite,
  slug: string,
  person: Actor,
  role: MaintainerRole,
): Promise<void> {
  await site.superuser`
    insert into benchmark_maintainers (benchmark_id, user_id, role)
    select benchmark_id, ${person.userId}, ${role} from benchmarks where slug = ${slug}`;
}

/** A visitor, a person without a role, and an auditor of a benchmark, with the refusal of what only a maintainer may do. */
export async function makeOutsiders(
  site: TestSite,
  slug: string,
): Promise<[actor: Actor | null, kind: Refusal['kind']][]> {
  const [stranger, auditor] = [await makePerson(site), await makePerson(site)];
  await giveRole(site, slug, auditor, 'auditor');
  return [
    [null, 'not_signed_in'],
    [stranger, 'forbidden'],
    [auditor, 'forbidden'],
  ];
}

/** Links teams with the consent of a maintainer and of a second one, who is created for it. */
export async function linkByTwo(
  site: TestSite,
  maintainer: Actor,
  slug: string,
  input: { teams: readonly string[]; reason: string },
): Promise<Result<LinkedTeamsView>> {
  const second = await makePerson(site, 'Second');
  await giveRole(site, slug, second, 'maintainer');
  const proposed = await proposeLink(maintainer, slug, input);
  if (!proposed.ok) return proposed;
  const { id, consent_to } = proposed.value;
  return consentToLink(second, slug, id, { consent_to });
}
