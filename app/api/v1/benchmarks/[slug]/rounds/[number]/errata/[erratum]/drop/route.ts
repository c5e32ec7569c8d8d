import { respondPrivateResult } from '@/app/_http/respond';
import { erratumNumber } from '@/lib/contracts/erratum';
import { roundNumber } from '@/lib/contracts/round';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { dropErratum } from '@/services/erratum/drop';

type Context = { params: Promise<{ slug: string; number: string; erratum: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { slug, number, erratum } = await params;
  const actor = await findActorOfRequest(
    request,
    'POST /benchmarks/{slug}/rounds/{number}/errata/{erratum}/drop',
  );
  if (!actor.ok) return respondPrivateResult(actor);
  return respondPrivateResult(
    await dropErratum(actor.value, slug, roundNumber(number), erratumNumber(erratum)),
  );
}
