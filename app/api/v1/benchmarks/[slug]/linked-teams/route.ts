import { pageOf } from '@/lib/contracts/paging';
import { readJson } from '@/lib/contracts/read-json';
import { respondPrivate, respondPrivateResult } from '@/lib/contracts/respond';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { linkTeams } from '@/lib/services/link-teams';
import { listLinkedTeams } from '@/lib/services/list-linked-teams';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const linked = await listLinkedTeams(actor.value, (await params).slug);
  if (!linked.ok) return respondPrivateResult(linked);
  return respondPrivate(pageOf(linked.value.groups, new URL(request.url), (group) => group.id));
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await linkTeams(actor.value, (await params).slug, body.value), 201);
}
