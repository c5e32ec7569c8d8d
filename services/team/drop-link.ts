import { webPlatform } from '@/adapters/web-platform';
import { updateLinkDropped } from '@/db/queries/link-proposal-queries';
import { lockTeamLinks } from '@/db/queries/team-link-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintained } from '../access/require-benchmark';
import { requireLinkProposal } from './require-link-proposal';

/** Any maintainer drops a link that waits for a consent. */
export async function dropLink(
  actor: Actor | null,
  slug: string,
  id: string,
): Promise<Result<null, Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug);
  if (!maintained.ok) return maintained;
  const { actor: person, benchmark } = maintained.value;
  const { benchmarkId } = benchmark;
  return db.transaction(async (tx): Promise<Result<null, Refusal>> => {
    await lockTeamLinks(tx, benchmarkId);
    const found = await requireLinkProposal(tx, benchmarkId, id);
    if (!found.ok) return found;
    const { proposalId, proposedBy, reason } = found.value;
    await updateLinkDropped(tx, proposalId, person.userId);
    await recordAct(tx, {
      act: 'link_dropped',
      actor: person,
      benchmarkId,
      detail: { group: proposalId, reason, proposed_by: proposedBy },
    });
    return ok(null);
  });
}
