import type { TeamLink } from './team-link';

export type NewGroup = {
  /** The whole group: those named, and everybody who shared with one of them. */
  readonly members: readonly Pick<TeamLink, 'teamId' | 'unlinkedAt'>[];
  /** Teams whose place in an earlier group ends with it. */
  readonly movedTeamIds: readonly string[];
};

/**
 * Links teams: groups of which a member is named become one, so that a group of a group can't be. A team that was unlinked
 * while a round runs still shares there, and comes along for that round alone unless it is named.
 *
 * @param links of the benchmark, at most one a team
 * @returns null where those named are one group already
 */
export function decideLink(links: readonly TeamLink[], named: readonly string[]): NewGroup | null {
  const byTeam = new Map(links.map((link) => [link.teamId, link]));
  const namedLinks = named.map((teamId) => byTeam.get(teamId));
  const teamGroupIds = new Set(namedLinks.flatMap((link) => (link ? [link.teamGroupId] : [])));
  if (teamGroupIds.size === 1 && namedLinks.every((link) => link?.unlinkedAt === null)) return null;
  const brought = links.filter((link) => teamGroupIds.has(link.teamGroupId) && !named.includes(link.teamId));
  return {
    members: [
      ...named.map((teamId) => ({ teamId, unlinkedAt: null })),
      ...brought.map(({ teamId, unlinkedAt }) => ({ teamId, unlinkedAt })),
    ],
    movedTeamIds: links
      .filter((link) => teamGroupIds.has(link.teamGroupId) && link.unlinkedAt === null)
      .map(({ teamId }) => teamId),
  };
}
