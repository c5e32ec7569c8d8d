import type { Transaction } from '@/db/client';
import { type LinkProposal, listLinkProposals } from '@/db/queries/link-proposal-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

/** A link that waits for a second person. The caller holds the benchmark's links. */
export async function requireLinkProposal(
  tx: Transaction,
  benchmarkId: string,
  id: string,
): Promise<Result<LinkProposal, Refusal>> {
  const proposal = (await listLinkProposals(tx, benchmarkId)).find(({ proposalId }) => proposalId === id);
  return proposal ? ok(proposal) : refuse({ kind: 'not_found', what: 'link that waits for a consent' });
}
