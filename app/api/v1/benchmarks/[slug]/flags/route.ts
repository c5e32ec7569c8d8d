import { pageOf } from '@/lib/contracts/paging';
import { respondPrivate, respondPrivateResult } from '@/lib/contracts/respond';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { listFlags } from '@/lib/services/list-flags';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const flags = await listFlags(actor.value, (await params).slug);
  if (!flags.ok) return respondPrivateResult(flags);
  return respondPrivate(pageOf(flags.value, new URL(request.url), (flag) => flag.id));
}
