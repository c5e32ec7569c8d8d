import { randomBytes } from 'node:crypto';
import type { Executor } from '@/db/client';
import { insertTeam, listTeamsOf, type Team } from '@/db/queries/people-queries';
import { cleanName } from '@/lib/core/name/clean-name';
import { skeletonOf } from '@/lib/core/name/skeleton-of';
import { slugOf } from '@/lib/core/submission/slug';

/** The person's first team; a team of one is made when there is none. Its name never gives the e-mail away. */
export async function ensureTeam(
  db: Executor,
  person: { userId: string; name: string | null },
): Promise<Team> {
  const [first] = await listTeamsOf(db, person.userId);
  if (first) return first;
  const suffix = randomBytes(3).toString('hex');
  const name = cleanName(person.name ?? '') ?? `Researcher ${suffix}`;
  const slug = slugOf(name, 'team');
  for (const wanted of [
    { name, slug },
    { name, slug: `${slug}-${suffix}` },
    // Another team's name looks the same.
    { name: `${name} ${suffix}`, slug: `${slug}-${suffix}` },
  ]) {
    const skeleton = skeletonOf(wanted.name);
    const team = await insertTeam(db, { ...wanted, skeleton, userId: person.userId });
    if (team) return team;
  }
  throw new Error('no name is free for the team');
}
