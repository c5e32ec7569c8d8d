import { respondPrivate, respondPrivateResult } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { requireSignedIn } from '@/services/access/require-signed-in';
import { findMe } from '@/services/account/find-me';

export async function GET(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /me');
  if (!actor.ok) return respondPrivateResult(actor);
  const signedIn = requireSignedIn(actor.value);
  return signedIn.ok ? respondPrivate(await findMe(signedIn.value)) : respondPrivateResult(signedIn);
}
