import { respondPrivateResult } from '@/app/_http/respond';
import { erratumNumber } from '@/lib/contracts/erratum';
import { roundNumber } from '@/lib/contracts/round';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { findErratum } from '@/services/erratum/find';

type Context = { params: Promise<{ slug: string; number: string; erratum: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number, erratum } = await params;
  const actor = await findActorOfRequest(request, 'GET /benchmarks/{slug}/rounds/{number}/errata/{erratum}');
  if (!actor.ok) return respondPrivateResult(actor);
  return respondPrivateResult(
    await findErratum(actor.value, slug, roundNumber(number), erratumNumber(erratum)),
  );
}
