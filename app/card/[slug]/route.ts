import { parseCardFile, respondCard } from '@/app/_http/respond-picture';
import { composeRankingCard } from '@/app/_ui/card/compose-ranking-card';
import { ok } from '@/lib/core/result';
import { findNewestRanking } from '@/services/publication/find-leaderboard';

export const dynamic = 'force-dynamic';

/** Serves `/card/{slug}.png`, the preview picture of a benchmark's newest official ranking. */
export async function GET(_request: Request, { params }: RouteContext<'/card/[slug]'>): Promise<Response> {
  const slug = parseCardFile((await params).slug);
  const found = slug.ok ? await findNewestRanking(slug.value) : slug;
  if (!found.ok) return respondCard(found);
  const { benchmark, official } = found.value;
  return respondCard(ok(composeRankingCard({ benchmark, official, instead: 'No official ranking yet' })));
}
