import type { Transaction } from '@/db/client';
import { lockRound } from '@/db/queries/round-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { DraftRound } from '@/lib/core/round/round';

/** The round as a draft, locked against its sealing and every other change until the transaction ends. */
export async function requireLockedDraft(
  tx: Transaction,
  roundId: string,
): Promise<Result<DraftRound, Refusal>> {
  const round = await lockRound(tx, roundId);
  if (!round) return refuse({ kind: 'not_found', what: 'round' });
  return round.state === 'draft' ? ok(round) : refuse({ kind: 'not_a_draft', state: round.state });
}
