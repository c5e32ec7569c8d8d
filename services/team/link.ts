import type { Transaction } from '@/db/client';
import { insertTeamLinks, listTeamLinks, updateTeamsUnlinked } from '@/db/queries/team-link-queries';
import type { LinkedTeamsView } from '@/lib/contracts/linked-teams';
import type { NewGroup } from '@/lib/core/team/decide-link';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { viewOfTeamLinks } from './view-of-links';

/**
 * Makes the link that was proposed: a group under the proposal's id, and the end of those that it takes in. Slots of the open round stay as they are;
 * answers are shared from now on, or from the next opening on where one maintainer links alone. The caller holds the links.
 */
export async function linkTeams(
  tx: Transaction,
  actor: Actor,
  {
    benchmarkId,
    proposal,
    group,
  }: {
    benchmarkId: string;
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
  await recordAct(tx, {
    act: 'teams_linked',
    actor,
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
