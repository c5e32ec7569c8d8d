import { respondPrivateResult } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { findDryRun } from '@/services/dry-run/find';

type Context = { params: Promise<{ id: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /dry-runs/{id}');
  if (!actor.ok) return respondPrivateResult(actor);
  return respondPrivateResult(await findDryRun(actor.value, (await params).id));
}
