import { readJson } from '@/app/_http/read-json';
import { respondPrivate, respondPrivateResult } from '@/app/_http/respond';
import { pageOf } from '@/lib/contracts/paging';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { invitePerson } from '@/services/people/invite';
import { listInvitations } from '@/services/people/list-invitations';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /benchmarks/{slug}/invitations');
  if (!actor.ok) return respondPrivateResult(actor);
  const pending = await listInvitations(actor.value, (await params).slug);
  if (!pending.ok) return respondPrivateResult(pending);
  return respondPrivate(pageOf(pending.value, new URL(request.url), (invitation) => invitation.id));
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'POST /benchmarks/{slug}/invitations');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await invitePerson(actor.value, (await params).slug, body.value), 201);
}
