import { respondPublicResult } from '@/app/_http/respond';
import { roundNumber } from '@/lib/contracts/round';
import { findRound } from '@/services/round/find';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  return respondPublicResult(request, await findRound(slug, roundNumber(number)));
}
