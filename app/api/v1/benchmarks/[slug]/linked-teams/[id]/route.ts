import { respondPrivateResult } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { dropLink } from '@/services/team/drop-link';

type Context = { params: Promise<{ slug: string; id: string }> };

export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'DELETE /benchmarks/{slug}/linked-teams/{id}');
  if (!actor.ok) return respondPrivateResult(actor);
  const { slug, id } = await params;
  return respondPrivateResult(await dropLink(actor.value, slug, id));
}
