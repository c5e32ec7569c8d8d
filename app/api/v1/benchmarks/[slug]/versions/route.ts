import { respondPrivateResult } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { listVersions } from '@/services/version/list';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /benchmarks/{slug}/versions');
  if (!actor.ok) return respondPrivateResult(actor);
  return respondPrivateResult(await listVersions(actor.value, (await params).slug, new URL(request.url)));
}
