import { readJson } from '@/app/_http/read-json';
import { respondPrivateResult, respondPublicResult } from '@/app/_http/respond';
import { roundNumber } from '@/lib/contracts/round';
import { ok } from '@/lib/core/result';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { listErrata } from '@/services/erratum/list';
import { proposeErratum } from '@/services/erratum/propose';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const errata = await listErrata(slug, roundNumber(number));
  if (!errata.ok) return respondPublicResult(request, errata);
  const { published, announced } = errata.value;
  return respondPublicResult(request, ok({ items: published, next: null, announced }));
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const actor = await findActorOfRequest(request, 'POST /benchmarks/{slug}/rounds/{number}/errata');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await proposeErratum(actor.value, slug, roundNumber(number), body.value), 201);
}
