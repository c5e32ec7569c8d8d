import { respondPublicResult } from '@/app/_http/respond';
import { roundNumber } from '@/lib/contracts/round';
import { findCommitment } from '@/services/round/find-commitment';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  return respondPublicResult(request, await findCommitment(slug, roundNumber(number)));
}
