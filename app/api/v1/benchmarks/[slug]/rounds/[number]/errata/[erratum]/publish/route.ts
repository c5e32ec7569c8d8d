import { erratumNumber } from '@/lib/contracts/erratum';
import { respondPrivateResult } from '@/lib/contracts/respond';
import { roundNumber } from '@/lib/contracts/round';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { publishErratum } from '@/lib/services/publish-erratum';

type Context = { params: Promise<{ slug: string; number: string; erratum: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { slug, number, erratum } = await params;
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  return respondPrivateResult(
    await publishErratum(actor.value, slug, roundNumber(number), erratumNumber(erratum)),
  );
}
