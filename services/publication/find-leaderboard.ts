import { webPlatform } from '@/adapters/web-platform';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import { type EvidenceFilter, selectByEvidence } from '@/lib/core/leaderboard/evidence-filter';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { requirePublicRound } from '../access/require-round';
import { readBoard, viewOfRanking } from './view-of-ranking';

/**
 * The newest published ranking of a round, as `readRankings` selects it.
 * @param labels `corrected` selects the whole ranking by the newest erratum
 * @param evidence filters the rows by evidence; ranks and ties stay those of the whole ranking
 */
export async function findLeaderboard(
  slug: string,
  number: number,
  { labels = 'sealed', evidence = null }: { labels?: 'sealed' | 'corrected'; evidence?: EvidenceFilter } = {},
): Promise<Result<LeaderboardView, Refusal>> {
  const { db } = webPlatform();
  const asked = await requirePublicRound(db, slug, number);
  if (!asked.ok) return asked;
  const { round } = asked.value;
  const found = await readBoard(db, slug, round);
  if (!found) return refuse({ kind: 'not_published_yet', what: 'ranking' });
  if (labels === 'corrected') {
    const { corrected } = found.ranking;
    return corrected
      ? ok(filterView(viewOfRanking(slug, round, { ...corrected, corrected }, {}), evidence))
      : refuse({ kind: 'not_published_yet', what: 'erratum' });
  }
  return ok(filterView(found.board, evidence));
}

const filterView = (board: LeaderboardView, evidence: EvidenceFilter): LeaderboardView =>
  evidence === null
    ? board
    : { ...board, entries: [...selectByEvidence(board, evidence)], reference_entries: [] };
