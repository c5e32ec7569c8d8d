import { readJson } from '@/app/_http/read-json';
import { respondPrivate, respondPrivateResult } from '@/app/_http/respond';
import { pageOf } from '@/lib/contracts/paging';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { listLinkedTeams } from '@/services/team/list-linked';
import { proposeLink } from '@/services/team/propose-link';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /benchmarks/{slug}/linked-teams');
  if (!actor.ok) return respondPrivateResult(actor);
  const linked = await listLinkedTeams(actor.value, (await params).slug);
  if (!linked.ok) return respondPrivateResult(linked);
  return respondPrivate(
    pageOf([...linked.value.proposals, ...linked.value.groups], new URL(request.url), (group) => group.id),
  );
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'POST /benchmarks/{slug}/linked-teams');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await proposeLink(actor.value, (await params).slug, body.value), 201);
}
