import { respondPrivateResult } from '@/app/_http/respond';
import { operations } from '@/lib/contracts/api/operations';
import { roundNumber } from '@/lib/contracts/round';
import { findActorOfRequest } from '@/services/access/caller';
import { replaceTestSet } from '@/services/draft/draft';

type Context = { params: Promise<{ slug: string; number: string }> };

/** Receives a new test set for a draft from a browser without scripts, and redirects to the check or to the refusal. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, operations.replaceTestSet.scope);
  if (!actor.ok) return respondPrivateResult(actor);
  const { slug, number } = await params;
  const replaced = await replaceTestSet(actor.value, slug, roundNumber(number), request);
  const draft = `/maintain/${encodeURIComponent(slug)}/rounds/${roundNumber(number)}`;
  const next = replaced.ok ? `${draft}?replaced` : `${draft}?refused=${replaced.error.kind}`;
  return new Response(null, { status: 303, headers: { location: next } });
}
