import { readJson } from '@/app/_http/read-json';
import { respondPrivateResult, respondPublic } from '@/app/_http/respond';
import { parsePaging } from '@/lib/contracts/paging';
import { findActorOfRequest } from '@/services/access/find-actor-of-request';
import { createBenchmark } from '@/services/benchmark/create';
import { listBenchmarks } from '@/services/benchmark/list';

export async function GET(request: Request): Promise<Response> {
  return respondPublic(request, await listBenchmarks(parsePaging(new URL(request.url))));
}

export async function POST(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request, 'POST /benchmarks');
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await createBenchmark(actor.value, body.value), 201);
}
