import { respondPrivate, respondPrivateResult } from '@/app/_http/respond';
import { pageOf } from '@/lib/contracts/paging';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { listFlags } from '@/services/flag/list';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'GET /benchmarks/{slug}/flags');
  if (!actor.ok) return respondPrivateResult(actor);
  const flags = await listFlags(actor.value, (await params).slug);
  if (!flags.ok) return respondPrivateResult(flags);
  return respondPrivate(pageOf(flags.value, new URL(request.url), (flag) => flag.id));
}
