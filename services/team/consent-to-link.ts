import { webPlatform } from '@/adapters/web-platform';
import { updateLinkConsented } from '@/db/queries/link-proposal-queries';
import { listTeamLinks, listTeamsThatTookPart, lockTeamLinks } from '@/db/queries/team-link-queries';
import { parseWith } from '@/lib/contracts/field-faults';
import { consentToLinkSchema, type LinkedTeamsView } from '@/lib/contracts/linked-teams';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideLink } from '@/lib/core/team/decide-link';
import type { Actor } from '../access/actor';
import { requireMaintained } from '../access/require-benchmark';
import { linkTeams } from './link';
import { refuseTeams } from './refuse-teams';
import { requireLinkProposal } from './require-link-proposal';

/**
 * A second maintainer agrees that teams are the same people: from now on they share answers and exposure, and from the next
 * opening on slots. It waits for every submission that is being accepted, so each one counts on one side.
 */
export async function consentToLink(
  actor: Actor | null,
  slug: string,
  id: string,
  input: unknown,
): Promise<Result<LinkedTeamsView, Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const parsed = parseWith(consentToLinkSchema, input);
  if (!parsed.ok) return parsed;
  const { actor: person, benchmark } = maintained.value;
  const { benchmarkId } = benchmark;
  return db.transaction(async (tx): Promise<Result<LinkedTeamsView, Refusal>> => {
    await lockTeamLinks(tx, benchmarkId);
    const found = await requireLinkProposal(tx, benchmarkId, id);
    if (!found.ok) return found;
    const { proposalId, proposedBy, isByMaintainer, teamIds, reason } = found.value;
    if (proposedBy === person.userId) return refuse({ kind: 'second_person_needed' });
    if (!proposedBy || !isByMaintainer) return refuse({ kind: 'proposal_void' });
    const group = decideLink(await listTeamLinks(tx, benchmarkId), teamIds);
    if (!group) return refuseTeams('these teams are linked already');
    const took = await listTeamsThatTookPart(tx, benchmarkId);
    const linked = took.filter(({ teamId }) => group.members.some((member) => member.teamId === teamId));
    if (
      linked.length !== parsed.value.teams.length ||
      !linked.every((team) => parsed.value.teams.includes(team.slug))
    )
      return refuseTeams('it would link other teams than these: read the proposal again');
    await updateLinkConsented(tx, proposalId, person.userId);
    const proposal = { proposalId, reason, proposedBy };
    return ok(await linkTeams(tx, person, { benchmarkId, proposal, group }));
  });
}
