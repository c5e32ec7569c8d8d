import { webPlatform } from '@/adapters/web-platform';
import { listInboxMailRows } from '@/db/queries/people-queries';
import { slugOf } from '@/lib/core/submission/slug';
import type { Actor } from '@/services/access/actor';
import { acceptInvitation } from '@/services/people/accept-invitation';
import { invitePerson } from '@/services/people/invite';
import { listPeople } from '@/services/people/list';
import { consentToLink } from '@/services/team/consent-to-link';
import { listLinkedTeams } from '@/services/team/list-linked';
import { proposeLink } from '@/services/team/propose-link';
import { accepted, type DemoBenchmark, ensureDemoPerson } from '../play';
import { linkReason, secondMaintainer } from './freshness-benchmark';

/** Links teams by the word of one maintainer and the consent of another; goes on where an interrupted demo stopped. */
export async function linkTeamsByTwo(demo: DemoBenchmark, names: readonly string[]): Promise<void> {
  const { maintainer, slug } = demo;
  const second = await ensureSecondMaintainer(demo);
  const { groups, proposals } = accepted(await listLinkedTeams(maintainer, slug));
  if (groups.length > 0) return;
  const proposal =
    proposals[0] ??
    accepted(
      await proposeLink(maintainer, slug, {
        teams: names.map((name) => slugOf(name, 'team')),
        reason: linkReason,
      }),
    );
  const teams = proposal.teams.map(({ team }) => team);
  accepted(await consentToLink(second, slug, proposal.id, { teams }));
}

/** Invites a second maintainer, who uses the link of the mail: `demo/main.ts` sees to it that the mail stays on the site. */
async function ensureSecondMaintainer({ maintainer, slug }: DemoBenchmark): Promise<Actor> {
  const second = await ensureDemoPerson(secondMaintainer);
  const { email } = secondMaintainer;
  const people = accepted(await listPeople(maintainer, slug));
  if (people.some(({ id }) => id === second.userId)) return second;
  accepted(await invitePerson(maintainer, slug, { email, role: 'maintainer' }));
  const mails = await listInboxMailRows(webPlatform().db, 50);
  const mail = mails.find(({ recipient }) => recipient === email);
  const token = /\/invitations\/(\S+)/.exec(mail?.body ?? '')?.[1];
  if (!token) throw new Error('the demo’s second maintainer got no invitation');
  accepted(await acceptInvitation(second, token));
  return second;
}
