import { randomBytes } from 'node:crypto';
import type { Executor } from '@/db/client';
import {
  type Entrants,
  findEntrants,
  insertTeam,
  isNameTaken,
  listTeamSlugs,
  listTeamsOf,
  type Team,
} from '@/db/queries/team-queries';
import { cleanName, skeletonOf, slugOf } from '@/lib/core/name/name';
import { faultyField, type Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { chooseTeam } from '@/lib/core/team/team';
import type { Actor } from '../access/caller';
import { requireTeamWithinBounds } from '../access/token-bounds';

/**
 * The person's default team, else the first; a team of one is created when there is none. Its name never reveals the e-mail
 * address.
 */
export async function ensureTeam(
  db: Executor,
  person: { userId: string; name: string | null },
): Promise<Team> {
  const teams = await listTeamsOf(db, person.userId);
  const known = chooseTeam(teams) ?? teams[0];
  if (known) return known;
  const suffix = randomBytes(3).toString('hex');
  const name = cleanName(person.name ?? '') ?? `Researcher ${suffix}`;
  const team = await insertNamedTeam(db, { name, suffix, userId: person.userId, mayRename: true });
  if (!team) throw new Error('no name is free for the team');
  return team;
}

/**
 * Creates a team under a free address.
 * @param mayRename true where the name may get the suffix too, if another team's name looks the same
 * @returns undefined where the name is taken
 */
export async function insertNamedTeam(
  db: Executor,
  wanted: { name: string; suffix: string; userId: string; description?: string; mayRename: boolean },
): Promise<Team | undefined> {
  const { name, suffix, userId, description, mayRename } = wanted;
  const slug = slugOf(name, 'team');
  const longName = `${name} ${suffix}`;
  for (const named of [
    { name, slug },
    { name, slug: `${slug}-${suffix}` },
    // The slug may be free, but another team has a look-alike name.
    ...(mayRename ? [{ name: longName, slug: `${slug}-${suffix}` }] : []),
  ]) {
    const skeleton = skeletonOf(named.name);
    if (await isNameTaken(db, { slug: named.slug, skeleton })) continue;
    const team = await insertTeam(db, { ...named, skeleton, userId, description });
    if (team) return team;
  }
  return undefined;
}

/** The actor's team of that slug; without a slug, the team of the token, or the default one. */
export async function requireTeam(db: Executor, actor: Actor, wanted?: string | null): Promise<Result<Team>> {
  const within = requireTeamWithinBounds(actor, wanted);
  if (!within.ok) return within;
  const slug = within.value;
  const teams = await listTeamsOf(db, actor.userId);
  if (slug) {
    const team = teams.find((candidate) => candidate.slug === slug);
    return team ? ok(team) : refuse({ kind: 'forbidden', needs: 'a member of that team' });
  }
  const chosen = chooseTeam(teams) ?? (teams.length === 0 ? await ensureTeam(db, actor) : null);
  return chosen
    ? ok(chosen)
    : refuseField('team', `you are in several teams; name one of ${teams.map((one) => one.slug).join(', ')}`);
}

const refuseField = (field: string, detail: string) => refuse(faultyField('invalid', field, detail));

/** Slugs of the actor's teams, former ones too, by which pages mark their rows; none for a visitor. */
export async function listTeamSlugsOf(db: Executor, actor: Actor | null): Promise<ReadonlySet<string>> {
  return new Set(actor ? await listTeamSlugs(db, actor.userId) : []);
}

/** The refusal of teams that can't be linked or unlinked. */
export const refuseTeams = (detail: string): Result<never> => refuseField('teams', detail);

type Sent = { round: { roundId: string; closesAt: Date | null }; userId: string; sizeMax: number };

/**
 * The refusal of a submission whose team has a member who is bound to another team in the round, or more people than the
 * benchmark admits; else null. A trigger refuses concurrent ones (db/functions/round_entrants.sql).
 */
export const refuseEntrants = async (
  db: Executor,
  sent: Sent & { teamId: string },
): Promise<Refusal | null> => decideEntrants(await findEntrants(db, sent.round.roundId, sent.teamId), sent);

/** As `refuseEntrants`, of people who are known. */
export function decideEntrants(
  { boundElsewhere, people }: Entrants,
  { round, userId, sizeMax }: Sent,
): Refusal | null {
  const own = boundElsewhere.find((member) => member.userId === userId);
  if (boundElsewhere.length > 0)
    return { kind: 'bound_to_team', team: own?.team ?? null, until: round.closesAt };
  return people > sizeMax ? { kind: 'team_too_large', people, sizeMax } : null;
}
