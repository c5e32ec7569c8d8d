import { respondPrivateResult } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { revokeToken } from '@/services/account/revoke-token';

type Context = { params: Promise<{ id: string }> };

export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'DELETE /tokens/{id}');
  if (!actor.ok) return respondPrivateResult(actor);
  return respondPrivateResult(await revokeToken(actor.value, (await params).id));
}
