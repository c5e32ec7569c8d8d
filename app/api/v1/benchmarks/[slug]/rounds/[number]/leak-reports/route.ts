import { readJson } from '@/app/_http/read-json';
import { respondPrivateResult } from '@/app/_http/respond';
import { roundNumber } from '@/lib/contracts/round';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { findCaller } from '@/services/access/find-caller';
import { reportLeak } from '@/services/round/report-leak';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const actor = await findActorOfRequest(request, 'POST /benchmarks/{slug}/rounds/{number}/leak-reports');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  const { network } = await findCaller();
  const sent = await reportLeak(actor.value, slug, roundNumber(number), body.value, network);
  return respondPrivateResult(sent, 201);
}
