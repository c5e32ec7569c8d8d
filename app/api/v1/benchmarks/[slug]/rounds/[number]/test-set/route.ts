import { respondPrivateResult } from '@/app/_http/respond';
import { roundNumber } from '@/lib/contracts/round';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { replaceTestSet } from '@/services/draft/replace-test-set';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function PUT(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'PUT /benchmarks/{slug}/rounds/{number}/test-set');
  if (!actor.ok) return respondPrivateResult(actor);
  const { slug, number } = await params;
  return respondPrivateResult(await replaceTestSet(actor.value, slug, roundNumber(number), request));
}
