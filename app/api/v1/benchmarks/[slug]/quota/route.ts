import { respondPrivateResult } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { findQuota } from '@/services/submission/find-quota';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /benchmarks/{slug}/quota');
  if (!actor.ok) return respondPrivateResult(actor);
  const team = new URL(request.url).searchParams.get('team');
  return respondPrivateResult(await findQuota(actor.value, (await params).slug, team));
}
