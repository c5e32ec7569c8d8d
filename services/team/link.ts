import { randomUUID } from 'node:crypto';
import { webPlatform } from '@/adapters/web-platform';
import {
  insertTeamLinks,
  listTeamLinks,
  listTeamsThatTookPart,
  lockTeamLinks,
  updateTeamsUnlinked,
} from '@/db/queries/team-link-queries';
import { parseWith } from '@/lib/contracts/field-faults';
import { type LinkedTeamsView, linkTeamsSchema } from '@/lib/contracts/linked-teams';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { decideLink } from '@/lib/core/team/decide-link';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintained } from '../access/require-benchmark';
import { refuseTeams } from './refuse-teams';
import { viewOfTeamLinks } from './view-of-links';

/**
 * Links teams that a maintainer holds to be the same people: from now on they share one quota, its answers and its exposure,
 * with what each has used added up. It waits for every submission that is being accepted, so each one counts on one side.
 * Only maintainers and the teams themselves learn of it: it is a suspicion.
 */
export async function linkTeams(
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
  const { userId } = maintained.value.actor;
  const { reason } = parsed.value;
  return db.transaction(async (tx): Promise<Result<LinkedTeamsView, Refusal>> => {
    await lockTeamLinks(tx, benchmarkId);
    const took = await listTeamsThatTookPart(tx, benchmarkId);
    const named = took.filter((team) => parsed.value.teams.includes(team.slug));
    const stranger = parsed.value.teams.find((team) => !took.some((other) => other.slug === team));
    if (stranger !== undefined) return refuseTeams(`no team “${stranger}” has entered a model here`);
    const group = decideLink(
      await listTeamLinks(tx, benchmarkId),
      named.map(({ teamId }) => teamId),
    );
    if (!group) return refuseTeams('these teams are linked already');
    const teamGroupId = randomUUID();
    if (group.movedTeamIds.length > 0)
      await updateTeamsUnlinked(tx, { benchmarkId, teamIds: group.movedTeamIds, unlinkedBy: userId });
    await insertTeamLinks(
      tx,
      group.members.map((member) => ({
        ...member,
        benchmarkId,
        teamGroupId,
        reason,
        linkedBy: userId,
      })),
    );
    const view = viewOfTeamLinks(await listTeamLinks(tx, benchmarkId)).find(({ id }) => id === teamGroupId);
    if (!view) throw new Error('teams were not linked');
    await recordAct(tx, {
      act: 'teams_linked',
      actor: maintained.value.actor,
      benchmarkId,
      detail: { group: teamGroupId, teams: view.teams.map(({ team }) => team).join(', '), reason },
    });
    return ok(view);
  });
}
