import { respondPrivateResult, respondPublic, respondPublicResult } from '@/app/_http/respond';
import { pageOf } from '@/lib/contracts/paging';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { createRound } from '@/services/round/create';
import { listRounds } from '@/services/round/list';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const rounds = await listRounds((await params).slug);
  if (!rounds.ok) return respondPublicResult(request, rounds);
  return respondPublic(
    request,
    pageOf(rounds.value, new URL(request.url), (round) => String(round.number)),
  );
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'POST /benchmarks/{slug}/rounds');
  if (!actor.ok) return respondPrivateResult(actor);
  return respondPrivateResult(await createRound(actor.value, (await params).slug, request), 201);
}
