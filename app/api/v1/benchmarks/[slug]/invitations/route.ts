import { pageOf } from '@/lib/contracts/paging';
import { readJson } from '@/lib/contracts/read-json';
import { respondPrivate, respondPrivateResult } from '@/lib/contracts/respond';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { invitePerson } from '@/lib/services/invite-person';
import { listInvitations } from '@/lib/services/list-invitations';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const pending = await listInvitations(actor.value, (await params).slug);
  if (!pending.ok) return respondPrivateResult(pending);
  return respondPrivate(pageOf(pending.value, new URL(request.url), (invitation) => invitation.id));
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await invitePerson(actor.value, (await params).slug, body.value), 201);
}
