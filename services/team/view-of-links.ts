import type { TeamLinkRow } from '@/db/queries/team-link-queries';
import type { LinkedTeamsView } from '@/lib/contracts/linked-teams';

/** The groups of a benchmark, newest first. */
export function viewOfTeamLinks(links: readonly TeamLinkRow[]): LinkedTeamsView[] {
  const groupIds = [...new Set(links.map(({ teamGroupId }) => teamGroupId))];
  return groupIds
    .map((id) =>
      viewOfGroup(
        id,
        links.filter(({ teamGroupId }) => teamGroupId === id),
      ),
    )
    .sort((a, b) => b.linked_at.localeCompare(a.linked_at) || a.id.localeCompare(b.id));
}

/** @param members who share one link, with its reason and instant */
function viewOfGroup(id: string, members: readonly TeamLinkRow[]): LinkedTeamsView {
  const [first] = members;
  if (!first) throw new Error('a group has no teams');
  return {
    id,
    reason: first.reason,
    linked_at: first.linkedAt.toISOString(),
    linked_by: first.linkerName,
    teams: members
      .map(({ slug, name, unlinkedAt }) => ({
        team: slug,
        name,
        unlinked_at: unlinkedAt?.toISOString() ?? null,
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.team.localeCompare(b.team, 'en')),
  };
}
