import { webPlatform } from '@/adapters/web-platform';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { readBoard } from '../publication/read-board';
import { type OneRound, requireOneRound } from './find-one-round';

/** A round with its newest ranking, or null while none is published. */
export type HowMadePage = OneRound & { board: LeaderboardView | null };

export async function findHowMadePage(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<HowMadePage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireOneRound(db, actor, slug, number);
  if (!found.ok) return found;
  const read = await readBoard(db, slug, found.value.round);
  return ok({ ...found.value.named, board: read?.board ?? null });
}
