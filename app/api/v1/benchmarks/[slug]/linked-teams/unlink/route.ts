import { readJson } from '@/app/_http/read-json';
import { respondPrivate, respondPrivateResult } from '@/app/_http/respond';
import { pageOf } from '@/lib/contracts/paging';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { unlinkTeams } from '@/services/team/unlink';

type Context = { params: Promise<{ slug: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'POST /benchmarks/{slug}/linked-teams/unlink');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  const groups = await unlinkTeams(actor.value, (await params).slug, body.value);
  if (!groups.ok) return respondPrivateResult(groups);
  return respondPrivate(pageOf(groups.value, new URL(request.url), (group) => group.id));
}
