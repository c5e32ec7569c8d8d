import { webPlatform } from '@/adapters/web-platform';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { PublishedCommitment } from '@/lib/contracts/commitment';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import { takesThePlaceOf } from '@/lib/core/round/takes-the-place-of';
import { requirePublicRound } from '../access/require-round';
import { viewOfCommitment } from './view';

/** What a round was committed to at its sealing, for anybody, from then on. */
export async function findCommitment(
  slug: string,
  number: number,
): Promise<Result<PublishedCommitment, Refusal>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number);
  if (!found.ok) return found;
  const { benchmark, round } = found.value;
  const all = await listRoundsOf(db, [benchmark.benchmarkId], { drafts: false });
  return ok({
    benchmark: benchmark.slug,
    round: round.number,
    ...viewOfCommitment(round.commitment),
    replaced: listReplaced(round, all).map((replaced) => ({
      round: replaced.number,
      commitment: viewOfCommitment(replaced.commitment),
      invalidated_at: replaced.invalidatedAt?.toISOString() ?? null,
      invalidation_reason: replaced.invalidationReason,
    })),
  });
}

/** Only what it really replaced, and what that had. */
function listReplaced(round: PublicRound, all: readonly PublicRound[]): PublicRound[] {
  const before = all.find(({ roundId }) => roundId === round.replacesRoundId);
  return before && takesThePlaceOf(round, before) ? [before, ...listReplaced(before, all)] : [];
}
