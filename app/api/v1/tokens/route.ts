import { pageOf } from '@/lib/contracts/paging';
import { readJson } from '@/lib/contracts/read-json';
import { respondPrivate, respondPrivateResult } from '@/lib/contracts/respond';
import { createToken } from '@/lib/services/create-token';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { listTokens } from '@/lib/services/list-tokens';
import { requireSignedIn } from '@/lib/services/require-signed-in';

export async function GET(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const signedIn = requireSignedIn(actor.value);
  if (!signedIn.ok) return respondPrivateResult(signedIn);
  return respondPrivate(pageOf(await listTokens(signedIn.value), new URL(request.url), (token) => token.id));
}

export async function POST(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await createToken(actor.value, body.value), 201);
}
