import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { countMaintainers, listLinkProposals } from '@/db/queries/link-proposal-queries';
import { listTeamLinks, listTeamsThatTookPart } from '@/db/queries/team-link-queries';
import type { LinkedTeamsView } from '@/lib/contracts/linked-teams';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireMaintained } from '../access/require-benchmark';
import { viewOfProposedLink, viewOfTeamLinks } from './view-of-links';

export type LinkedTeams = {
  proposals: LinkedTeamsView[];
  groups: LinkedTeamsView[];
  /** All that could be linked: those that have entered a model. */
  teams: { team: string; name: string }[];
  /** Nobody else could consent: a link counts from the next opening on. */
  isAlone: boolean;
};

/** The links of a benchmark, those that wait for a second person first. */
export async function listLinkedTeams(
  actor: Actor | null,
  slug: string,
): Promise<Result<LinkedTeams, Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug, 'auditor');
  if (!maintained.ok) return maintained;
  return ok(await readLinkedTeams(db, maintained.value.benchmark.benchmarkId, maintained.value.actor));
}

export async function readLinkedTeams(
  db: Executor,
  benchmarkId: string,
  reader: Actor,
): Promise<LinkedTeams> {
  const [proposals, links, took, maintainers] = await Promise.all([
    listLinkProposals(db, benchmarkId),
    listTeamLinks(db, benchmarkId),
    listTeamsThatTookPart(db, benchmarkId),
    countMaintainers(db, benchmarkId),
  ]);
  return {
    proposals: proposals.map((proposal) => viewOfProposedLink(proposal, { links, took, reader })),
    groups: viewOfTeamLinks(links, reader),
    teams: took.map((team) => ({ team: team.slug, name: team.name })),
    isAlone: maintainers === 1,
  };
}
