import { webPlatform } from '@/adapters/web-platform';
import type { Transaction } from '@/db/client';
import { insertNotice } from '@/db/queries/notice-queries';
import { countMaintainers } from '@/db/queries/people-of-benchmark-queries';
import {
  insertLinkProposal,
  type LinkProposal,
  listLinkProposals,
  listParticipatingTeams,
  listTeamLinks,
  lockTeamLinks,
  updateLinkConsented,
  updateLinkDropped,
} from '@/db/queries/team-link-queries';
import { consentSchema } from '@/lib/contracts/moderation';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { type LinkedTeamsView, linkTeamsSchema } from '@/lib/contracts/team';
import { ok, type Result, refuse } from '@/lib/core/result';
import { decideLink } from '@/lib/core/team/team-link';
import { asMaintainer } from '../access/authorized';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { requireSecondPerson } from '../access/proposal';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireMaintained } from '../access/require-benchmark';
import { linkTeams, nameTeams, readLinkedTeams } from './link';
import { refuseTeams } from './team';

const waitingMax = 20;

/**
 * Proposes that teams are the same people. A second maintainer's consent links them; where there is no second one, they are
 * linked now, effective from the next opening on. Only people with a role see a proposal, since it is a suspicion.
 */
export const proposeLink = asMaintainer(linkTeamsSchema, async ({ actor: person, benchmark }, input) => {
  const { benchmarkId } = benchmark;
  const { reason } = input;
  return transact(async (tx): Promise<Result<LinkedTeamsView>> => {
    await lockTeamLinks(tx, benchmarkId);
    const took = await listParticipatingTeams(tx, benchmarkId);
    const stranger = input.teams.find((team) => !took.some((other) => other.slug === team));
    if (stranger !== undefined) return refuseTeams(`no team “${stranger}” has entered a model here`);
    const teamIds = took.filter((team) => input.teams.includes(team.slug)).map(({ teamId }) => teamId);
    const group = decideLink(await listTeamLinks(tx, benchmarkId), teamIds);
    if (!group) return refuseTeams('these teams are linked already');
    const waiting = await listLinkProposals(tx, benchmarkId);
    if (waiting.some((other) => isSameSet(other.teamIds, teamIds)))
      return refuseTeams('a link of these teams waits already: consent to it, or drop it');
    if (waiting.length >= waitingMax)
      return refuseTeams(`${waitingMax} links wait for a consent: decide about them first`);
    const isAlone = (await countMaintainers(tx, benchmarkId)) === 1;
    const proposal = { benchmarkId, teamIds, reason, proposedBy: person.userId };
    const proposalId = await insertLinkProposal(tx, proposal);
    if (isAlone)
      return ok(await linkTeams(tx, person, { benchmarkId, group, proposal: { ...proposal, proposalId } }));
    const view = (await readLinkedTeams(tx, benchmarkId, person)).proposals.find(
      ({ id }) => id === proposalId,
    );
    if (!view) throw new Error('a link was not proposed');
    await recordAuditEvent(tx, 'link_proposed', {
      actor: person,
      benchmarkId,
      detail: { group: proposalId, teams: view.teams.map(({ team }) => team).join(', '), reason },
    });
    await insertNotice(tx, {
      key: `consent_needed:${proposalId}`,
      kind: 'consent_needed',
      benchmarkId,
      roundId: null,
      detail: { what: 'link', reason, proposed_by: person.userId },
      createdAt: new Date(view.proposed_at),
    });
    return ok(view);
  });
});

const isSameSet = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));

/** A pending link. The caller has locked the benchmark's links. */
export async function requireLinkProposal(
  tx: Transaction,
  benchmarkId: string,
  id: string,
): Promise<Result<LinkProposal>> {
  const proposal = (await listLinkProposals(tx, benchmarkId)).find(({ proposalId }) => proposalId === id);
  return proposal ? ok(proposal) : refuse({ kind: 'not_found', what: 'pending link' });
}

/**
 * A second maintainer agrees that teams are the same people: they share feedback and exposure from now on, and slots from the
 * next opening on. The consent waits for every submission that is being accepted, so that each counts either before or after the
 * link.
 */
export async function consentToLink(
  actor: Actor | null,
  slug: string,
  id: string,
  input: unknown,
): Promise<Result<LinkedTeamsView>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const parsed = parseWith(consentSchema, input);
  if (!parsed.ok) return parsed;
  const { actor: person, benchmark } = maintained.value;
  const { benchmarkId } = benchmark;
  return transact(async (tx): Promise<Result<LinkedTeamsView>> => {
    await lockTeamLinks(tx, benchmarkId);
    const found = await requireLinkProposal(tx, benchmarkId, id);
    if (!found.ok) return found;
    const { proposalId, teamIds, reason } = found.value;
    const proposer = requireSecondPerson(found.value, person);
    if (!proposer.ok) return proposer;
    const group = decideLink(await listTeamLinks(tx, benchmarkId), teamIds);
    if (!group) return refuseTeams('these teams are linked already');
    const took = await listParticipatingTeams(tx, benchmarkId);
    const linked = took.filter(({ teamId }) => group.members.some((member) => member.teamId === teamId));
    if (nameTeams(linked.map(({ slug: team }) => team)) !== parsed.value.consent_to)
      return refuseTeams('it would link other teams than these: read the proposal again');
    await updateLinkConsented(tx, proposalId, person.userId);
    const proposal = { proposalId, reason, proposedBy: proposer.value };
    return ok(await linkTeams(tx, person, { benchmarkId, proposal, group }));
  });
}

/** Drops a pending link, as any maintainer may. */
export async function dropLink(actor: Actor | null, slug: string, id: string): Promise<Result<null>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const { actor: person, benchmark } = maintained.value;
  const { benchmarkId } = benchmark;
  return transact(async (tx): Promise<Result<null>> => {
    await lockTeamLinks(tx, benchmarkId);
    const found = await requireLinkProposal(tx, benchmarkId, id);
    if (!found.ok) return found;
    const { proposalId, proposedBy, reason } = found.value;
    await updateLinkDropped(tx, proposalId, person.userId);
    await recordAuditEvent(tx, 'link_dropped', {
      actor: person,
      benchmarkId,
      detail: { group: proposalId, reason, proposed_by: proposedBy },
    });
    return ok(null);
  });
}
