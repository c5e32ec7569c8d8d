import { webPlatform } from '@/adapters/web-platform';
import { listTeamLinks, lockTeamLinks, updateTeamsUnlinked } from '@/db/queries/team-link-queries';
import { parseWith } from '@/lib/contracts/field-faults';
import { type LinkedTeamsView, unlinkTeamsSchema } from '@/lib/contracts/linked-teams';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { decideUnlink } from '@/lib/core/team/decide-unlink';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintained } from '../access/require-benchmark';
import { refuseTeams } from './refuse-teams';
import { viewOfTeamLinks } from './view-of-links';

/**
 * Unlinks teams for the rounds that open later. In those that have opened they go on sharing, or unlinking would give each a
 * quota of its own in the middle of a round.
 * @returns the groups there are now
 */
export async function unlinkTeams(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<LinkedTeamsView[], Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const parsed = parseWith(unlinkTeamsSchema, input);
  if (!parsed.ok) return parsed;
  const { benchmarkId } = maintained.value.benchmark;
  return db.transaction(async (tx): Promise<Result<LinkedTeamsView[], Refusal>> => {
    await lockTeamLinks(tx, benchmarkId);
    const links = await listTeamLinks(tx, benchmarkId);
    const named = links.filter((link) => parsed.value.teams.includes(link.slug));
    const teamIds =
      named.length === parsed.value.teams.length
        ? decideUnlink(
            links,
            named.map(({ teamId }) => teamId),
          )
        : null;
    if (!teamIds) return refuseTeams('one of these teams isn’t linked');
    await updateTeamsUnlinked(tx, {
      benchmarkId,
      teamIds,
      unlinkedBy: maintained.value.actor.userId,
    });
    const unlinked = links.filter(({ teamId }) => teamIds.includes(teamId));
    await recordAct(tx, {
      act: 'teams_unlinked',
      actor: maintained.value.actor,
      benchmarkId,
      detail: {
        teams: unlinked
          .map((link) => link.slug)
          .sort()
          .join(', '),
        reason: parsed.value.reason,
      },
    });
    return ok(viewOfTeamLinks(await listTeamLinks(tx, benchmarkId), maintained.value.actor));
  });
}
