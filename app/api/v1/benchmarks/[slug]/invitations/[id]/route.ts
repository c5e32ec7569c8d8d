import { respondPrivateResult } from '@/lib/contracts/respond';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { revokeInvitation } from '@/lib/services/revoke-invitation';

type Context = { params: Promise<{ slug: string; id: string }> };

export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const { slug, id } = await params;
  return respondPrivateResult(await revokeInvitation(actor.value, slug, id));
}
