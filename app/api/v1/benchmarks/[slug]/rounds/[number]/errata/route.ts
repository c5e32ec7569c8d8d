import { readJson } from '@/lib/contracts/read-json';
import { respondPrivateResult, respondPublicResult } from '@/lib/contracts/respond';
import { roundNumber } from '@/lib/contracts/round';
import { ok } from '@/lib/core/result';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { listErrata } from '@/lib/services/list-errata';
import { proposeErratum } from '@/lib/services/propose-erratum';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const errata = await listErrata(slug, roundNumber(number));
  return respondPublicResult(request, errata.ok ? ok({ items: errata.value, next: null }) : errata);
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await proposeErratum(actor.value, slug, roundNumber(number), body.value), 201);
}
