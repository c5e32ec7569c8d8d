import { webPlatform } from '@/adapters/web-platform';
import { listNewestEquatings } from '@/db/queries/assessment-queries';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { type EvidenceFilter, selectByEvidence } from '@/lib/core/leaderboard/evidence-filter';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { requirePublicRound } from '../access/require-round';
import { readRankings } from './read-rankings';
import { viewOfRanking } from './view-of-ranking';

/**
 * The newest published ranking of a round, as `readRankings` chooses it.
 * @param labels `corrected` asks for what the newest erratum makes of it, whole
 * @param evidence leaves the rows that rest on it; ranks and ties stay those of the whole ranking
 */
export async function findLeaderboard(
  slug: string,
  number: number,
  { labels = 'sealed', evidence = null }: { labels?: 'sealed' | 'corrected'; evidence?: EvidenceFilter } = {},
): Promise<Result<LeaderboardView, Refusal>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number);
  if (!found.ok) return found;
  const { round } = found.value;
  const ranking = (await readRankings(db, [round])).get(round.roundId);
  if (!ranking) return refuse({ kind: 'not_published_yet', what: 'ranking' });
  if (labels === 'corrected') {
    const { corrected } = ranking;
    return corrected
      ? ok(filterView(viewOfRanking(slug, round, { ...corrected, corrected }, undefined), evidence))
      : refuse({ kind: 'not_published_yet', what: 'erratum' });
  }
  const equatings = await listNewestEquatings(db, [round.roundId]);
  return ok(filterView(viewOfRanking(slug, round, ranking, equatings.get(round.roundId)), evidence));
}

const filterView = (board: LeaderboardView, evidence: EvidenceFilter): LeaderboardView =>
  evidence === null ? board : { ...board, entries: [...selectByEvidence(board, evidence)], standing: [] };
