import type { LinkedTeamsView } from '@/lib/contracts/team';
import type { Refusal } from '@/lib/core/refusal';
import type { Result } from '@/lib/core/result';
import type { Actor } from '@/services/access/caller';
import { consentToLink, proposeLink } from '@/services/team/links';
import { giveRole } from './give-role';
import { makePerson } from './make-person';
import type { TestSite } from './make-test-site';

/** Links teams by a maintainer's word and that of a second one, who is created for it. */
export async function linkByTwo(
  site: TestSite,
  maintainer: Actor,
  slug: string,
  input: { teams: readonly string[]; reason: string },
): Promise<Result<LinkedTeamsView, Refusal>> {
  const second = await makePerson(site, 'Second');
  await giveRole(site, slug, second, 'maintainer');
  const proposed = await proposeLink(maintainer, slug, input);
  if (!proposed.ok) return proposed;
  const teams = proposed.value.teams.map(({ team }) => team);
  return consentToLink(second, slug, proposed.value.id, { teams });
}
