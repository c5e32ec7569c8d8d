import { webPlatform } from '@/adapters/web-platform';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Commitment } from '@/lib/core/round/round';
import { type OneRound, requireOneRound } from './find-one-round';

/** A round's commitment, and its archive after the reveal; the same for every reader. */
export async function findVerifyPage(
  slug: string,
  number: number,
): Promise<Result<OneRound & { commitment: Commitment }, Refusal>> {
  const found = await requireOneRound(webPlatform().db, null, slug, number);
  return found.ok ? ok({ ...found.value.named, commitment: found.value.round.commitment }) : found;
}
