import { readJson } from '@/app/_http/read-json';
import { respondPrivateResult } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { changeRole } from '@/services/people/change-role';
import { removeRole } from '@/services/people/remove-role';

type Context = { params: Promise<{ slug: string; id: string }> };

export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'PATCH /benchmarks/{slug}/people/{id}');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  const { slug, id } = await params;
  return respondPrivateResult(await changeRole(actor.value, slug, id, body.value));
}

export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'DELETE /benchmarks/{slug}/people/{id}');
  if (!actor.ok) return respondPrivateResult(actor);
  const { slug, id } = await params;
  return respondPrivateResult(await removeRole(actor.value, slug, id));
}
