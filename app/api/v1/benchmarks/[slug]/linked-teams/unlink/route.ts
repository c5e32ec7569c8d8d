import { pageOf } from '@/lib/contracts/paging';
import { readJson } from '@/lib/contracts/read-json';
import { respondPrivate, respondPrivateResult } from '@/lib/contracts/respond';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { unlinkTeams } from '@/lib/services/unlink-teams';

type Context = { params: Promise<{ slug: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  const groups = await unlinkTeams(actor.value, (await params).slug, body.value);
  if (!groups.ok) return respondPrivateResult(groups);
  return respondPrivate(pageOf(groups.value, new URL(request.url), (group) => group.id));
}
