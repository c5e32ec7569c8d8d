import { respondPrivate, respondPrivateResult } from '@/lib/contracts/respond';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { findMe } from '@/lib/services/find-me';
import { requireSignedIn } from '@/lib/services/require-signed-in';

export async function GET(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const signedIn = requireSignedIn(actor.value);
  return signedIn.ok ? respondPrivate(await findMe(signedIn.value)) : respondPrivateResult(signedIn);
}
