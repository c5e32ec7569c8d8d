import { readJson } from '@/app/_http/read-json';
import { respondPrivateResult, respondPublicResult } from '@/app/_http/respond';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { changeBenchmark } from '@/services/benchmark/change';
import { findBenchmark } from '@/services/benchmark/find';

type Context = { params: Promise<{ slug: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return respondPublicResult(request, await findBenchmark(null, (await params).slug));
}

export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  const actor = await findActorOfRequest(request, 'PATCH /benchmarks/{slug}');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await changeBenchmark(actor.value, (await params).slug, body.value));
}
