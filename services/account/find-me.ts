import { webPlatform } from '@/adapters/web-platform';
import { listTeamsOf } from '@/db/queries/people-queries';
import type { MeView } from '@/lib/contracts/people';
import type { Actor } from '../access/caller';

export async function findMe(actor: Actor): Promise<MeView> {
  const teams = await listTeamsOf(webPlatform().db, actor.userId);
  return { name: actor.name, email: actor.email, teams: teams.map(({ slug, name }) => ({ slug, name })) };
}
