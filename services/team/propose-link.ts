import { webPlatform } from '@/adapters/web-platform';
import { countMaintainers, insertLinkProposal, listLinkProposals } from '@/db/queries/link-proposal-queries';
import { listTeamLinks, listTeamsThatTookPart, lockTeamLinks } from '@/db/queries/team-link-queries';
import { parseWith } from '@/lib/contracts/field-faults';
import { type LinkedTeamsView, linkTeamsSchema } from '@/lib/contracts/linked-teams';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { decideLink } from '@/lib/core/team/decide-link';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintained } from '../access/require-benchmark';
import { linkTeams } from './link';
import { readLinkedTeams } from './list-linked';
import { refuseTeams } from './refuse-teams';

const waitingMax = 20;

/**
 * Proposes that teams are the same people. A second maintainer's consent links them; where there is no second one, they are
 * linked now, and it counts from the next opening on. Only those with a role learn of a proposal: it is a suspicion.
 */
export async function proposeLink(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<LinkedTeamsView, Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const parsed = parseWith(linkTeamsSchema, input);
  if (!parsed.ok) return parsed;
  const { benchmarkId } = maintained.value.benchmark;
  const { actor: person } = maintained.value;
  const { reason } = parsed.value;
  return db.transaction(async (tx): Promise<Result<LinkedTeamsView, Refusal>> => {
    await lockTeamLinks(tx, benchmarkId);
    const took = await listTeamsThatTookPart(tx, benchmarkId);
    const stranger = parsed.value.teams.find((team) => !took.some((other) => other.slug === team));
    if (stranger !== undefined) return refuseTeams(`no team “${stranger}” has entered a model here`);
    const teamIds = took.filter((team) => parsed.value.teams.includes(team.slug)).map(({ teamId }) => teamId);
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
    await recordAct(tx, {
      act: 'link_proposed',
      actor: person,
      benchmarkId,
      detail: { group: proposalId, teams: view.teams.map(({ team }) => team).join(', '), reason },
    });
    return ok(view);
  });
}

const isSameSet = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));
