import type { TeamLink } from './team-link';

/**
 * Whose links end when the named teams are unlinked: theirs, and that of a team that would be left alone in its group.
 * @param links of the benchmark, at most one a team
 * @returns null where one of them isn't linked
 */
export function decideUnlink(links: readonly TeamLink[], named: readonly string[]): readonly string[] | null {
  const holding = links.filter((link) => link.unlinkedAt === null);
  if (!named.every((teamId) => holding.some((link) => link.teamId === teamId))) return null;
  const staying = holding.filter((link) => !named.includes(link.teamId));
  const left = staying.filter(
    ({ teamGroupId }) => staying.filter((other) => other.teamGroupId === teamGroupId).length < 2,
  );
  return [...named, ...left.map(({ teamId }) => teamId)];
}
