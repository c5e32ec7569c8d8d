/** A captain also invites, removes, renames and hands over; every member submits and sees files and feedback. */
export const teamRoles = ['captain', 'member'] as const;
export type TeamRole = (typeof teamRoles)[number];

/** People of a team at once, whatever a benchmark allows; db/functions/people.sql has the same number. */
export const teamMembersMax = 50;

/** Largest team that a benchmark admits, unless its maintainers choose another size. */
export const teamSizeMaxDefault = 5;

type Membership = { readonly slug: string; readonly memberCount: number };

/**
 * The team for which a person acts who names none: the only one, or else the one in which they are alone.
 * @param teams of the person, the oldest membership first
 * @returns null where they have to choose
 */
export function chooseTeam<T extends Membership>(teams: readonly T[]): T | null {
  if (teams.length === 1) return teams[0] ?? null;
  return teams.find(({ memberCount }) => memberCount === 1) ?? null;
}
