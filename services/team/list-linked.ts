import { webPlatform } from '@/adapters/web-platform';
import { listTeamLinks, listTeamsThatTookPart } from '@/db/queries/team-link-queries';
import type { LinkedTeamsView } from '@/lib/contracts/linked-teams';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireMaintained } from '../access/require-benchmark';
import { viewOfTeamLinks } from './view-of-links';

/** The linked teams of a benchmark, and all teams that could be: those that have entered a model. */
export async function listLinkedTeams(
  actor: Actor | null,
  slug: string,
): Promise<Result<{ groups: LinkedTeamsView[]; teams: { team: string; name: string }[] }, Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug, 'auditor');
  if (!maintained.ok) return maintained;
  const { benchmarkId } = maintained.value.benchmark;
  const [links, took] = await Promise.all([
    listTeamLinks(db, benchmarkId),
    listTeamsThatTookPart(db, benchmarkId),
  ]);
  return ok({
    groups: viewOfTeamLinks(links),
    teams: took.map((team) => ({ team: team.slug, name: team.name })),
  });
}
