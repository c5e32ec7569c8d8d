import { webPlatform } from '@/lib/adapters/web-platform';
import type { RoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from './actor';
import { readRoundView } from './read-round-views';
import { requirePublicRound } from './require-round';

export async function findRound(
  _actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<RoundView, Refusal>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number);
  return found.ok ? ok(await readRoundView(db, found.value.round)) : found;
}
