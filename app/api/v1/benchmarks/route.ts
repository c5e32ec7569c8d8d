import { pageOf } from '@/lib/contracts/paging';
import { readJson } from '@/lib/contracts/read-json';
import { respondPrivateResult, respondPublic } from '@/lib/contracts/respond';
import { createBenchmark } from '@/lib/services/create-benchmark';
import { findActorOfRequest } from '@/lib/services/find-actor-of-request';
import { listBenchmarks } from '@/lib/services/list-benchmarks';

export async function GET(request: Request): Promise<Response> {
  const benchmarks = await listBenchmarks(null);
  return respondPublic(
    request,
    pageOf(benchmarks, new URL(request.url), (benchmark) => benchmark.slug),
  );
}

export async function POST(request: Request): Promise<Response> {
  const actor = await findActorOfRequest(request);
  if (!actor.ok) return respondPrivateResult(actor);
  const body = await readJson(request);
  if (!body.ok) return respondPrivateResult(body);
  return respondPrivateResult(await createBenchmark(actor.value, body.value), 201);
}
