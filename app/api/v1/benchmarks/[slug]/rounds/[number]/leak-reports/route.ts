import { readJson } from '@/lib/contracts/read-json';
import { respondPrivateResult } from '@/lib/contracts/respond';
import { roundNumber } from '@/lib/contracts/round';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { reportLeak } from '@/lib/services/report-leak';

type Context = { params: Promise<{ slug: string; number: string }> };

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await reportLeak(actor.value, slug, roundNumber(number), body.value), 201);
}
