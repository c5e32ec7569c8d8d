import { readJson } from '@/app/_http/read-json';
import { respondPrivateResult } from '@/app/_http/respond';
import { erratumNumber } from '@/lib/contracts/erratum';
import { roundNumber } from '@/lib/contracts/round';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { consentToErratum } from '@/services/erratum/consent';

type Context = { params: Promise<{ slug: string; number: string; erratum: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { slug, number, erratum } = await params;
  const actor = await findActorOfRequest(
    request,
    'POST /benchmarks/{slug}/rounds/{number}/errata/{erratum}/consent',
  );
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(
    await consentToErratum(actor.value, slug, roundNumber(number), erratumNumber(erratum), body.value),
  );
}
