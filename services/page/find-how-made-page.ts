import { webPlatform } from '@/adapters/web-platform';
import type { RankingFactsView } from '@/lib/contracts/freshness';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { readBoard } from '../publication/view-of-ranking';
import { readRankingFacts } from '../round/read-freshness';
import { type OneRound, requireOneRound } from './find-one-round';

/** A round with its newest ranking, or null while none is published. */
export type HowMadePage = OneRound & {
  board: LeaderboardView | null;
  /** Null before the official ranking. */
  facts: RankingFactsView | null;
};

export async function findHowMadePage(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<HowMadePage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireOneRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { named, round } = found.value;
  const [read, facts] = await Promise.all([readBoard(db, slug, round), readRankingFacts(db, round)]);
  return ok({ ...named, board: read?.board ?? null, facts });
}
