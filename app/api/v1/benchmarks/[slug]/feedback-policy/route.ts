import { readJson } from '@/lib/contracts/read-json';
import { respondPrivateResult } from '@/lib/contracts/respond';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { setFeedbackPolicy } from '@/lib/services/set-feedback-policy';

type Context = { params: Promise<{ slug: string }> };

export async function PUT(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await setFeedbackPolicy(actor.value, (await params).slug, body.value));
}
