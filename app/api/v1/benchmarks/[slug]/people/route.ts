import { respondPrivate, respondPrivateResult } from '@/app/_http/respond';
import { pageOf } from '@/lib/contracts/paging';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { listPeople } from '@/services/people/list';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /benchmarks/{slug}/people');
  if (!actor.ok) return respondPrivateResult(actor);
  const people = await listPeople(actor.value, (await params).slug);
  if (!people.ok) return respondPrivateResult(people);
  return respondPrivate(pageOf(people.value, new URL(request.url), (person) => person.id));
}
