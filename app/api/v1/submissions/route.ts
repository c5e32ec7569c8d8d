import { respondPrivateResult } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { listSubmissions } from '@/services/submission/list';

export async function GET(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /submissions');
  if (!actor.ok) return respondPrivateResult(actor);
  return respondPrivateResult(await listSubmissions(actor.value, new URL(request.url)));
}
