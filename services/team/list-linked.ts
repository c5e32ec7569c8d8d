import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listTeamLinks, listTeamsThatTookPart } from '@/db/queries/team-link-queries';
import type { LinkedTeamsView } from '@/lib/contracts/linked-teams';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireMaintained } from '../access/require-benchmark';
import { viewOfTeamLinks } from './view-of-links';

export type LinkedTeams = { groups: LinkedTeamsView[]; teams: { team: string; name: string }[] };

/** The linked teams of a benchmark, and all teams that could be: those that have entered a model. */
export async function listLinkedTeams(
  actor: Actor | null,
  slug: string,
): Promise<Result<LinkedTeams, Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug, 'auditor');
  if (!maintained.ok) return maintained;
  return ok(await readLinkedTeams(db, maintained.value.benchmark.benchmarkId));
}

export async function readLinkedTeams(db: Executor, benchmarkId: string): Promise<LinkedTeams> {
  const [links, took] = await Promise.all([
    listTeamLinks(db, benchmarkId),
    listTeamsThatTookPart(db, benchmarkId),
  ]);
  return {
    groups: viewOfTeamLinks(links),
    teams: took.map((team) => ({ team: team.slug, name: team.name })),
  };
}
