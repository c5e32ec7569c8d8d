import { respondPrivateResult } from '@/app/_http/respond';
import { roundNumber } from '@/lib/contracts/round';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { findCheckReport } from '@/services/round/find-check';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /benchmarks/{slug}/rounds/{number}/check');
  if (!actor.ok) return respondPrivateResult(actor);
  const { slug, number } = await params;
  return respondPrivateResult(await findCheckReport(actor.value, slug, roundNumber(number)));
}
