import { listTeamsOf } from '@/db/queries/people-queries';
import { webPlatform } from '@/lib/adapters/web-platform';
import type { MeView } from '@/lib/contracts/person';
import type { Actor } from './actor';

export async function findMe(actor: Actor): Promise<MeView> {
  const teams = await listTeamsOf(webPlatform().db, actor.userId);
  return { name: actor.name, email: actor.email, teams: teams.map(({ slug, name }) => ({ slug, name })) };
}
