import { randomBytes } from 'node:crypto';
import type { Executor } from '@/db/client';
import { insertTeam, listTeamsOf, type Team } from '@/db/queries/people-queries';
import { cleanName, skeletonOf, slugOf } from '@/lib/core/name/name';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireTeamWithinBounds } from '../access/token-bounds';

/** The person's first team; a team of one is created when there is none. Its name never reveals the e-mail address. */
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
    // The slug may be free, but another team has a look-alike name.
    { name: `${name} ${suffix}`, slug: `${slug}-${suffix}` },
  ]) {
    const skeleton = skeletonOf(wanted.name);
    const team = await insertTeam(db, { ...wanted, skeleton, userId: person.userId });
    if (team) return team;
  }
  throw new Error('no name is free for the team');
}

/** The actor's team of that slug; without a slug, the team of the token, or the first. */
export async function requireTeam(
  db: Executor,
  actor: Actor,
  wanted?: string | null,
): Promise<Result<Team, Refusal>> {
  const within = requireTeamWithinBounds(actor, wanted);
  if (!within.ok) return within;
  const slug = within.value;
  if (!slug) return ok(await ensureTeam(db, actor));
  const team = (await listTeamsOf(db, actor.userId)).find((candidate) => candidate.slug === slug);
  return team ? ok(team) : refuse({ kind: 'forbidden', needs: 'a member of that team' });
}

/** Slugs of the actor's teams, by which pages mark their rows; none for a visitor. */
export async function listTeamSlugsOf(db: Executor, actor: Actor | null): Promise<ReadonlySet<string>> {
  return new Set(actor ? (await listTeamsOf(db, actor.userId)).map(({ slug }) => slug) : []);
}

/** The refusal of teams that can't be linked or unlinked. */
export const refuseTeams = (detail: string): Result<never, Refusal> =>
  refuse({ kind: 'invalid_request', faults: [{ code: 'invalid', field: 'teams', detail }] });
