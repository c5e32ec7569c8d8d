import type { Executor, Transaction } from '@/db/client';
import { countMaintainers } from '@/db/queries/people-of-benchmark-queries';
import {
  insertTeamLinks,
  type LinkProposal,
  listLinkProposals,
  listParticipatingTeams,
  listTeamLinks,
  lockTeamLinks,
  type TeamLinkRow,
  updateTeamsUnlinked,
} from '@/db/queries/team-link-queries';
import type { Team } from '@/db/queries/team-queries';
import { type LinkedTeamsView, unlinkTeamsSchema } from '@/lib/contracts/team';
import { ok, type Result } from '@/lib/core/result';
import { decideLink, decideUnlink, type NewGroup } from '@/lib/core/team/team-link';
import { asAuditor, asMaintainer } from '../access/authorized';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { recordAuditEvent } from '../access/record-audit-event';
import { refuseTeams } from './team';

/**
 * Links teams as proposed: makes a group under the proposal's id, which replaces the groups that it includes. Slots of the open
 * round stay; feedback is shared from now on, or from the next opening on where a single maintainer links. The caller holds the
 * locks.
 */
export async function linkTeams(
  tx: Transaction,
  actor: Actor,
  {
    benchmarkId,
    proposal,
    group,
    isMerge = false,
  }: {
    benchmarkId: string;
    /** True if the captains wanted it, and `actor` is the one who asked. */
    isMerge?: boolean;
    proposal: { proposalId: string; reason: string; proposedBy: string };
    group: NewGroup;
  },
): Promise<LinkedTeamsView> {
  const { proposalId, reason, proposedBy } = proposal;
  if (group.movedTeamIds.length > 0)
    await updateTeamsUnlinked(tx, { benchmarkId, teamIds: group.movedTeamIds, unlinkedBy: actor.userId });
  await insertTeamLinks(
    tx,
    group.members.map((member) => ({
      ...member,
      benchmarkId,
      teamGroupId: proposalId,
      reason,
      linkedBy: actor.userId,
    })),
  );
  const view = viewOfTeamLinks(await listTeamLinks(tx, benchmarkId), actor).find(
    ({ id }) => id === proposalId,
  );
  if (!view) throw new Error('teams were not linked');
  await recordAuditEvent(tx, 'teams_linked', {
    actor,
    ...(isMerge && { actorKind: 'participant' }),
    benchmarkId,
    detail: {
      group: proposalId,
      teams: view.teams.map(({ team }) => team).join(', '),
      reason,
      proposed_by: proposedBy,
      consented_by: proposedBy === actor.userId ? null : actor.userId,
    },
  });
  return view;
}

/**
 * Unlinks teams for the rounds that open later. In rounds that have opened the teams continue to share, or unlinking would give
 * each team a quota of its own in the middle of a round.
 * @returns the current groups
 */
export const unlinkTeams = asMaintainer(unlinkTeamsSchema, async ({ actor, benchmark }, input) => {
  const { benchmarkId } = benchmark;
  return transact(async (tx): Promise<Result<LinkedTeamsView[]>> => {
    await lockTeamLinks(tx, benchmarkId);
    const links = await listTeamLinks(tx, benchmarkId);
    const named = links.filter((link) => input.teams.includes(link.slug));
    const teamIds =
      named.length === input.teams.length
        ? decideUnlink(
            links,
            named.map(({ teamId }) => teamId),
          )
        : null;
    if (!teamIds) return refuseTeams('one of these teams isn’t linked');
    await updateTeamsUnlinked(tx, { benchmarkId, teamIds, unlinkedBy: actor.userId });
    const unlinked = links.filter(({ teamId }) => teamIds.includes(teamId));
    await recordAuditEvent(tx, 'teams_unlinked', {
      actor,
      benchmarkId,
      detail: {
        teams: unlinked
          .map((link) => link.slug)
          .sort()
          .join(', '),
        reason: input.reason,
      },
    });
    return ok(viewOfTeamLinks(await listTeamLinks(tx, benchmarkId), actor));
  });
});

export type LinkedTeams = {
  proposals: LinkedTeamsView[];
  groups: LinkedTeamsView[];
  /** Teams that could be linked: those that have entered a model. */
  teams: { team: string; name: string }[];
  /** True if there is a single maintainer: a link then takes effect at the next opening. */
  isAlone: boolean;
};

/** The links of a benchmark, pending ones first. */
export const listLinkedTeams = asAuditor(({ db, benchmark, actor }) =>
  readLinkedTeams(db, benchmark.benchmarkId, actor),
);

export async function readLinkedTeams(
  db: Executor,
  benchmarkId: string,
  reader: Actor,
): Promise<LinkedTeams> {
  const [proposals, links, took, maintainers] = await Promise.all([
    listLinkProposals(db, benchmarkId),
    listTeamLinks(db, benchmarkId),
    listParticipatingTeams(db, benchmarkId),
    countMaintainers(db, benchmarkId),
  ]);
  return {
    proposals: proposals.map((proposal) => viewOfProposedLink(proposal, { links, took, reader })),
    groups: viewOfTeamLinks(links, reader),
    teams: took.map((team) => ({ team: team.slug, name: team.name })),
    isAlone: maintainers === 1,
  };
}

/** The groups of a benchmark, newest first. */
function viewOfTeamLinks(links: readonly TeamLinkRow[], reader: Actor): LinkedTeamsView[] {
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

/** @param members of one link, with its reason and time */
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
    consent_to: null,
    consented_by: first.consenterName,
    linked_at: first.linkedAt.toISOString(),
    feedback_from: first.isByOne ? 'next_opening' : 'link',
    teams: inOrder(
      members.map(({ slug, name, unlinkedAt }) => ({
        team: slug,
        name,
        unlinked_at: unlinkedAt?.toISOString() ?? null,
      })),
    ),
  };
}

/** A proposal, with all teams and people that its consent would link. */
function viewOfProposedLink(
  proposal: LinkProposal,
  { links, took, reader }: { links: readonly TeamLinkRow[]; took: readonly Team[]; reader: Actor },
): LinkedTeamsView {
  const members =
    decideLink(links, proposal.teamIds)?.members ??
    proposal.teamIds.map((teamId) => ({ teamId, unlinkedAt: null }));
  const teams = inOrder(
    took.flatMap(({ teamId, slug, name }) => {
      const member = members.find((one) => one.teamId === teamId);
      return member ? [{ team: slug, name, unlinked_at: member.unlinkedAt?.toISOString() ?? null }] : [];
    }),
  );
  return {
    id: proposal.proposalId,
    state: 'proposed',
    reason: proposal.reason,
    proposed_at: proposal.proposedAt.toISOString(),
    proposed_by: proposal.proposerName,
    proposed_by_you: proposal.proposedBy === reader.userId,
    void: !proposal.isByMaintainer,
    consent_to: nameTeams(teams.map(({ team }) => team)),
    consented_by: null,
    linked_at: null,
    feedback_from: null,
    teams,
  };
}

/** A consent names the teams that its person has read. */
export const nameTeams = (slugs: readonly string[]): string => [...slugs].sort().join();

const inOrder = (teams: LinkedTeamsView['teams']): LinkedTeamsView['teams'] =>
  teams.sort((a, b) => a.name.localeCompare(b.name, 'en') || a.team.localeCompare(b.team, 'en'));
