import { respondPrivateResult } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { retireVersion } from '@/services/version/retire';

type Context = { params: Promise<{ id: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'POST /versions/{id}/retire');
  if (!actor.ok) return respondPrivateResult(actor);
  return respondPrivateResult(await retireVersion(actor.value, (await params).id));
}
