import { randomBytes } from 'node:crypto';
import type { Executor } from '@/db/client';
import { insertTeam, listTeamsOf, type Team } from '@/db/queries/people-queries';
import { slugOf } from '@/lib/core/submission/slug';

/** The person's first team; a team of one is made when there is none. Its name never gives the e-mail away. */
export async function ensureTeam(
  db: Executor,
  person: { userId: string; name: string | null },
): Promise<Team> {
  const [first] = await listTeamsOf(db, person.userId);
  if (first) return first;
  const suffix = randomBytes(3).toString('hex');
  const name = person.name ?? `Researcher ${suffix}`;
  const slug = slugOf(name, 'team');
  const team =
    (await insertTeam(db, { slug, name, userId: person.userId })) ??
    (await insertTeam(db, { slug: `${slug}-${suffix}`, name, userId: person.userId }));
  if (!team) throw new Error('no slug is free for the team');
  return team;
}
