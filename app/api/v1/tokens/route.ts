import { readJson } from '@/app/_http/read-json';
import { respondPrivate, respondPrivateResult } from '@/app/_http/respond';
import { pageOf } from '@/lib/contracts/paging';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { requireSignedIn } from '@/services/access/require-signed-in';
import { createToken } from '@/services/account/create-token';
import { listTokens } from '@/services/account/list-tokens';

export async function GET(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /tokens');
  if (!actor.ok) return respondPrivateResult(actor);
  const signedIn = requireSignedIn(actor.value);
  if (!signedIn.ok) return respondPrivateResult(signedIn);
  return respondPrivate(pageOf(await listTokens(signedIn.value), new URL(request.url), (token) => token.id));
}

export async function POST(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request, 'POST /tokens');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await createToken(actor.value, body.value), 201);
}
