/** A team's membership in a group of linked teams, with the facts that matter for rounds that aren't finished. */
export type TeamLink = {
  readonly teamId: string;
  readonly teamGroupId: string;
  /** When the team was unlinked; null while the link also applies to later rounds. */
  readonly unlinkedAt: Date | null;
};

export type NewGroup = {
  /** All members of the new group: the named teams, and all teams that were linked with one of them. */
  readonly members: readonly Pick<TeamLink, 'teamId' | 'unlinkedAt'>[];
  /** Ids of the teams whose membership in an earlier group ends when they join the new one. */
  readonly movedTeamIds: readonly string[];
};

/**
 * Links teams: all groups with a named team become one group, so that groups never nest. A team that was unlinked during an
 * open round still shares feedback there, so it joins the group for that round only, unless it is named.
 *
 * @param links of the benchmark, at most one per team
 * @returns null if the named teams are one group already
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

/**
 * Lists the teams whose links end when the named teams are unlinked: the named teams, and a team that would remain alone in
 * its group.
 * @param links of the benchmark, at most one per team
 * @returns null where one of them isn't linked
 */
export function decideUnlink(links: readonly TeamLink[], named: readonly string[]): readonly string[] | null {
  const linked = links.filter((link) => link.unlinkedAt === null);
  if (!named.every((teamId) => linked.some((link) => link.teamId === teamId))) return null;
  const remaining = linked.filter((link) => !named.includes(link.teamId));
  const left = remaining.filter(
    ({ teamGroupId }) => remaining.filter((other) => other.teamGroupId === teamGroupId).length < 2,
  );
  return [...named, ...left.map(({ teamId }) => teamId)];
}
