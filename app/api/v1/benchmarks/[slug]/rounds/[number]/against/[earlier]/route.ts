import { respondPublicResult } from '@/app/_http/respond';
import { roundNumber } from '@/lib/contracts/round';
import { comparePublishedRounds } from '@/services/publication/compare-published-rounds';

type Context = { params: Promise<{ slug: string; number: string; earlier: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number, earlier } = await params;
  return respondPublicResult(
    request,
    await comparePublishedRounds(slug, { later: roundNumber(number), earlier: roundNumber(earlier) }),
  );
}
