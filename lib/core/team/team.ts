/**
 * Roles in a team. Every member submits and sees files and feedback; a captain also invites and removes people, renames the
 * team, and can make another member captain.
 */
export const teamRoles = ['captain', 'member'] as const;
export type TeamRole = (typeof teamRoles)[number];

/**
 * Maximum number of people in a team at the same time, whatever a benchmark allows. The file db/functions/people.sql has the
 * same number.
 */
export const teamMembersMax = 50;

/** Largest team size that a benchmark allows, unless its maintainers choose another. */
export const teamSizeMaxDefault = 5;

type Membership = { readonly slug: string; readonly memberCount: number };

/**
 * Chooses the team for which a person acts if they name none: their only team, or else the team in which they are the only
 * member.
 * @param teams of the person, the oldest membership first
 * @returns null if the person must choose a team
 */
export function chooseTeam<T extends Membership>(teams: readonly T[]): T | null {
  if (teams.length === 1) return teams[0] ?? null;
  return teams.find(({ memberCount }) => memberCount === 1) ?? null;
}
