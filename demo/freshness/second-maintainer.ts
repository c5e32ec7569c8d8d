import { webPlatform } from '@/adapters/web-platform';
import { listInboxMailRows } from '@/db/queries/people-queries';
import type { Actor } from '@/services/access/actor';
import { acceptInvitation } from '@/services/people/accept-invitation';
import { invitePerson } from '@/services/people/invite';
import { listPeople } from '@/services/people/list';
import { accepted, type DemoBenchmark, ensureDemoPerson } from '../play';

const secondMaintainer = { name: 'Second demo maintainer', email: 'second-maintainer@demo.invalid' };

/** Invites a second maintainer, who uses the link of the mail: `demo/main.ts` sees to it that the mail stays on the site. */
export async function ensureSecondMaintainer({ maintainer, slug }: DemoBenchmark): Promise<Actor> {
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
