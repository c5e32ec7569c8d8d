import { parseCardFile, respondCard } from '@/app/_http/respond-picture';
import { composeRankingCard } from '@/app/_ui/card/compose-ranking-card';
import { roundNumber } from '@/lib/contracts/round';
import { ok } from '@/lib/core/result';
import { findRankingOfRound } from '@/services/publication/find-leaderboard';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ slug: string; number: string }> };

/** Serves `/card/{slug}/rounds/{number}.png`, the preview picture of a round's official ranking. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const file = parseCardFile(number);
  const found = file.ok ? await findRankingOfRound(slug, roundNumber(file.value)) : file;
  if (!found.ok) return respondCard(found);
  const { benchmark, round, official } = found.value;
  const instead = `Round ${round.number}: no official ranking`;
  return respondCard(ok(composeRankingCard({ benchmark, official, instead })));
}
