import { pageOf } from '@/lib/contracts/paging';
import { respondPrivateResult, respondPublic, respondPublicResult } from '@/lib/contracts/respond';
import { createRound } from '@/lib/services/create-round';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { listRounds } from '@/lib/services/list-rounds';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const rounds = await listRounds(null, (await params).slug);
  if (!rounds.ok) return respondPublicResult(request, rounds);
  return respondPublic(
    request,
    pageOf(rounds.value, new URL(request.url), (round) => String(round.number)),
  );
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  return respondPrivateResult(await createRound(actor.value, (await params).slug, request), 201);
}
