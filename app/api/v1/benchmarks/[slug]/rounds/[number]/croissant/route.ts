import { respondPublicResult } from '@/app/_http/respond';
import { roundNumber } from '@/lib/contracts/round';
import { findRankingCroissant } from '@/services/publication/find-round-results';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  return respondPublicResult(request, await findRankingCroissant(slug, roundNumber(number)));
}
