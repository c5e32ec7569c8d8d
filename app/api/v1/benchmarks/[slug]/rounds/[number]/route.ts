import { readJson } from '@/app/_http/read-json';
import { respondPrivateResult, respondPublicResult } from '@/app/_http/respond';
import { roundNumber } from '@/lib/contracts/round';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { changeDraft } from '@/services/draft/change';
import { deleteDraft } from '@/services/draft/delete';
import { findDraft } from '@/services/draft/find';
import { findRound } from '@/services/round/find';

type Context = { params: Promise<{ slug: string; number: string }> };

/** Who asks matters only where there is no public round. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const found = await findRound(slug, roundNumber(number));
  if (found.ok) return respondPublicResult(request, found);
  const actor = await findActorOfRequest(request, 'GET /benchmarks/{slug}/rounds/{number}');
  if (!actor.ok) return respondPrivateResult(actor);
  return respondPrivateResult(actor.value ? await findDraft(actor.value, slug, roundNumber(number)) : found);
}

export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'PATCH /benchmarks/{slug}/rounds/{number}');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  const { slug, number } = await params;
  return respondPrivateResult(await changeDraft(actor.value, slug, roundNumber(number), body.value));
}

export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'DELETE /benchmarks/{slug}/rounds/{number}');
  if (!actor.ok) return respondPrivateResult(actor);
  const { slug, number } = await params;
  return respondPrivateResult(await deleteDraft(actor.value, slug, roundNumber(number)));
}
