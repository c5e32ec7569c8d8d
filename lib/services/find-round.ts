import { webPlatform } from '@/lib/adapters/web-platform';
import type { RoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from './actor';
import { requirePublicRound } from './require-round';
import { viewOfRound } from './view-of-round';

export async function findRound(
  _actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<RoundView, Refusal>> {
  const found = await requirePublicRound(webPlatform().db, slug, number);
  return found.ok ? ok(viewOfRound(found.value.round)) : found;
}
