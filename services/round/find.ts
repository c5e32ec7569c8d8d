import { webPlatform } from '@/adapters/web-platform';
import type { RoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { requirePublicRound } from '../access/require-round';
import { readRoundView } from './read-views';

export async function findRound(slug: string, number: number): Promise<Result<RoundView, Refusal>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number);
  return found.ok ? ok(await readRoundView(db, found.value.round)) : found;
}
