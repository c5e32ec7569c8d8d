import { readJson } from '@/app/_http/read-json';
import { respondPrivateResult } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { consentToLink } from '@/services/team/consent-to-link';

type Context = { params: Promise<{ slug: string; id: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'POST /benchmarks/{slug}/linked-teams/{id}/consent');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  const { slug, id } = await params;
  return respondPrivateResult(await consentToLink(actor.value, slug, id, body.value));
}
