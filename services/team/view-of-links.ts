import type { LinkProposal } from '@/db/queries/link-proposal-queries';
import type { Team } from '@/db/queries/people-queries';
import type { TeamLinkRow } from '@/db/queries/team-link-queries';
import type { LinkedTeamsView } from '@/lib/contracts/linked-teams';
import { decideLink } from '@/lib/core/team/decide-link';
import type { Actor } from '../access/actor';

/** The groups of a benchmark, newest first. */
export function viewOfTeamLinks(links: readonly TeamLinkRow[], reader: Actor): LinkedTeamsView[] {
  const newestFirst = [...links].sort(
    (a, b) => b.linkedAt.getTime() - a.linkedAt.getTime() || a.teamGroupId.localeCompare(b.teamGroupId),
  );
  return [...new Set(newestFirst.map(({ teamGroupId }) => teamGroupId))].map((id) =>
    viewOfGroup(
      id,
      links.filter(({ teamGroupId }) => teamGroupId === id),
      reader,
    ),
  );
}

/** @param members who share one link, with its reason and instant */
function viewOfGroup(id: string, members: readonly TeamLinkRow[], reader: Actor): LinkedTeamsView {
  const [first] = members;
  if (!first) throw new Error('a group has no teams');
  return {
    id,
    state: 'linked',
    reason: first.reason,
    proposed_at: first.proposedAt.toISOString(),
    proposed_by: first.proposerName,
    proposed_by_you: first.proposedBy === reader.userId,
    void: false,
    consented_by: first.consenterName,
    linked_at: first.linkedAt.toISOString(),
    answers_from: first.isByOne ? 'next_opening' : 'link',
    teams: inOrder(
      members.map(({ slug, name, unlinkedAt }) => ({
        team: slug,
        name,
        unlinked_at: unlinkedAt?.toISOString() ?? null,
      })),
    ),
  };
}

/** A proposal, with everybody whom its consent would link. */
export function viewOfProposedLink(
  proposal: LinkProposal,
  { links, took, reader }: { links: readonly TeamLinkRow[]; took: readonly Team[]; reader: Actor },
): LinkedTeamsView {
  const members =
    decideLink(links, proposal.teamIds)?.members ??
    proposal.teamIds.map((teamId) => ({ teamId, unlinkedAt: null }));
  return {
    id: proposal.proposalId,
    state: 'proposed',
    reason: proposal.reason,
    proposed_at: proposal.proposedAt.toISOString(),
    proposed_by: proposal.proposerName,
    proposed_by_you: proposal.proposedBy === reader.userId,
    void: !proposal.isByMaintainer,
    consented_by: null,
    linked_at: null,
    answers_from: null,
    teams: inOrder(
      took.flatMap(({ teamId, slug, name }) => {
        const member = members.find((one) => one.teamId === teamId);
        return member ? [{ team: slug, name, unlinked_at: member.unlinkedAt?.toISOString() ?? null }] : [];
      }),
    ),
  };
}

const inOrder = (teams: LinkedTeamsView['teams']): LinkedTeamsView['teams'] =>
  teams.sort((a, b) => a.name.localeCompare(b.name, 'en') || a.team.localeCompare(b.team, 'en'));
